import { childEnvironment } from './child-environment.ts';

describe('the environment of Nextflow', () => {
  it('contains what Nextflow needs and none of our secrets', () => {
    const own = { PATH: '/bin', LANG: 'de_DE.UTF-8', NXF_HOME: '/nxf', DATABASE_URL: 'secret', NATS_URL: 'secret' };
    const engines = { SLURM_CONF: '/slurm.conf', DOCKER_HOST: 'unix:///docker.sock' };
    const blinding = { NXF_TRACE: 'nextflow', NXF_DISABLE_JOBS_CANCELLATION: 'false' };
    expect(childEnvironment({ ...own, ...engines, ...blinding }, { processors: 8 })).toEqual({
      NXF_DISABLE_CHECK_LATEST: 'true',
      ...engines,
      PATH: '/bin',
      LANG: 'de_DE.UTF-8',
      NXF_HOME: '/nxf',
    });
  });

  it('is offline, with a folder of plugins, if the settings require it', () => {
    expect(childEnvironment({}, { offline: true, pluginsDir: '/plugins' })).toMatchObject({
      NXF_OFFLINE: 'true',
      NXF_PLUGINS_DIR: '/plugins',
    });
  });

  it('selects the serial collector on a machine with few processors', () => {
    expect(childEnvironment({}, { processors: 2 })).toMatchObject({ NXF_OPTS: '-XX:+UseSerialGC' });
    expect(childEnvironment({}, { processors: 8 })).not.toHaveProperty('NXF_OPTS');
  });

  it.each([
    { NXF_OPTS: '-Xmx4g' },
    { NXF_OPTS: '' },
    { NXF_JVM_ARGS: '-XX:+UseG1GC' },
    { JAVA_TOOL_OPTIONS: '-XX:+UseG1GC' },
    { JDK_JAVA_OPTIONS: '-XX:+UseG1GC' },
    { _JAVA_OPTIONS: '-XX:+UseG1GC' },
  ])('keeps the collector from %j', (own) => {
    expect(childEnvironment(own, { processors: 2 })['NXF_OPTS']).toBe(own.NXF_OPTS);
  });

  it.each([{}, { LANG: 'C' }, { LANG: 'de_DE' }, { LANG: 'C.UTF-8', LC_ALL: 'POSIX' }])(
    'sets a locale with UTF-8 if its own %j has none',
    (own) => {
      expect(childEnvironment(own)).toMatchObject({ LC_ALL: 'C.UTF-8' });
    },
  );
});
