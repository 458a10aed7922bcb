import { settingNames } from './settings/index.ts';
import { unknownSettings } from './unknown-settings.ts';

describe('an unknown variable', () => {
  it.each([
    ['REPRISE_INPUT_ROOT', 'REPRISE_INPUT_ROOTS'],
    ['REPRISE_REASON_REQUIRE', 'REPRISE_REASON_REQUIRED'],
    ['REPRISE_PROT', 'REPRISE_PORT'],
    ['REPRISE_SLOTS', 'REPRISE_RUNNER_SLOTS'],
    ['REPRISE_ALLOW_PRIVATE_WEBHOOKS', 'REPRISE_WEBHOOK_ALLOW_PRIVATE'],
    ['REPRISE_LOGLEVEL', 'REPRISE_LOG_LEVEL'],
  ])('is reported by name, with the most similar setting: %s', (name, setting) => {
    expect(unknownSettings({ [name]: 'x' })).toEqual([
      `${name} is no setting; did you mean ${setting}? Correct it, or unset it`,
    ]);
  });

  it('is reported only if it is set and begins with REPRISE_', () => {
    const env = { REPRISE_ONE: '1', REPRISE_TWO: '2', REPRISE_EMPTY: '', REPRISE_UNSET: undefined };
    expect(unknownSettings({ ...env, PATH: '/bin', NXF_OPTS: '-Xmx1g' })).toHaveLength(2);
  });

  it('is never a setting', () => {
    expect(unknownSettings(Object.fromEntries(settingNames.map((name) => [name, 'x'])))).toEqual([]);
  });

  it('is never one that is passed to a service, marks the processes of an attempt, or is read by tests', () => {
    const names = ['REPRISE_PORT', 'REPRISE_WEB_DIR', 'REPRISE_JOB_ID', 'REPRISE_CHROMIUM', 'REPRISE_INPUTS'];
    expect(unknownSettings(Object.fromEntries(names.map((name) => [name, 'x'])))).toEqual([]);
  });
});
