import { childEnvironment } from './child-environment.ts';

describe('the environment of Nextflow', () => {
  it('holds what it needs and none of our secrets', () => {
    const own = { PATH: '/bin', LANG: 'de_DE.UTF-8', NXF_HOME: '/nxf', DATABASE_URL: 'secret', NATS_URL: 'secret' };
    expect(childEnvironment(own)).toEqual({
      PATH: '/bin',
      LANG: 'de_DE.UTF-8',
      NXF_HOME: '/nxf',
    });
  });

  it('is offline, and has a folder of plugins, where the settings say so', () => {
    expect(childEnvironment({}, { offline: true, pluginsDir: '/plugins' })).toMatchObject({
      NXF_OFFLINE: 'true',
      NXF_PLUGINS_DIR: '/plugins',
    });
  });

  it.each([{}, { LANG: 'C' }, { LANG: 'de_DE' }, { LANG: 'C.UTF-8', LC_ALL: 'POSIX' }])(
    'has a locale with UTF-8, where its own %j has none',
    (own) => {
      expect(childEnvironment(own)).toMatchObject({ LC_ALL: 'C.UTF-8' });
    },
  );
});
