import { aboutSettings } from './settings.ts';

describe('aboutSettings', () => {
  it('lists settings of the backup that are missing or different here', () => {
    expect(aboutSettings({ REPRISE_PORT: '9000', REPRISE_PUBLIC_URL: 'https://a' }, { REPRISE_PORT: '9000' })).toEqual([
      'These settings were set when the backup was made, and are not set to the same here:',
      '  REPRISE_PUBLIC_URL=https://a',
    ]);
  });

  it('is empty for a different data dir, which a restore needs', () => {
    expect(aboutSettings({ REPRISE_DATA_DIR: '/srv/old' }, { REPRISE_DATA_DIR: '/srv/new' })).toEqual([]);
  });
});
