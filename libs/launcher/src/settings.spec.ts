import { resolve } from 'node:path';
import { readSettings } from './settings.ts';

describe('settings', () => {
  it('have defaults', () => {
    expect(readSettings({})).toEqual({
      REPRISE_HOST: '127.0.0.1',
      REPRISE_PORT: 8080,
      REPRISE_DATA_DIR: `${process.cwd()}/.reprise`,
      REPRISE_PIPELINES: [],
      REPRISE_INPUT_ROOTS: [],
      REPRISE_LOG_FILES: 5,
      REPRISE_LOG_MAX_SIZE: 50 * 1024 * 1024,
      REPRISE_TASK_ISOLATION: 'auto',
    });
  });

  it('count as unset if they are empty', () => {
    expect(readSettings({ REPRISE_PORT: '', NATS_URL: '' })).toMatchObject({ REPRISE_PORT: 8080 });
  });

  it.each([
    ['./libs/simulated-nextflow/nextflow', `${process.cwd()}/libs/simulated-nextflow/nextflow`],
    ['../nextflow', resolve('..', 'nextflow')],
    ['/opt/nextflow', '/opt/nextflow'],
    ['nextflow-24', 'nextflow-24'],
  ])('make a path absolute: REPRISE_NEXTFLOW=%s', (set, file) => {
    expect(readSettings({ REPRISE_NEXTFLOW: set })).toMatchObject({ REPRISE_NEXTFLOW: file });
  });

  it('are all rejected by name at once, with the allowed values', () => {
    const wrong = { REPRISE_PORT: 'web', REPRISE_CGROUP: 'on', REPRISE_PIPELINES: '/:/no/such' };
    expect(() => readSettings(wrong)).toThrow(
      [
        'REPRISE_PORT must be a port from 1 to 65535, or 0 for a free one; it is "web"',
        'REPRISE_PIPELINES must be folders, with ":" between; no folder is /no/such; it is "/:/no/such"',
        'REPRISE_CGROUP must be auto or off; it is "on"',
      ].join('\n'),
    );
  });

  it.each([
    ['REPRISE_PORT', '65536'],
    ['REPRISE_NATS_PORT', '0'],
    ['REPRISE_POSTGRES_PORT', '-1'],
    ['NATS_URL', 'http://127.0.0.1'],
    ['NATS_COPIER_URL', 'copier'],
    ['NATS_MONITOR_URL', 'nats:8222'],
    ['NATS_MONITOR_URL', 'http://a:8222,b:8222'],
    ['REPRISE_NATS_REPLICAS', '2'],
    ['DATABASE_URL', 'mysql://127.0.0.1'],
    ['REPRISE_INPUT_ROOTS', '/no/such'],
    ['REPRISE_RUNNER_SLOTS', '0'],
    ['REPRISE_RUNNER_SLOTS', '1001'],
    ['REPRISE_CANCEL_GRACE', '20 s'],
    ['REPRISE_RUNNER_LEASE', 'soon'],
    ['REPRISE_RUNNER_LEASE', '0'],
    ['REPRISE_RUNNER_LEASE', '9999999'],
    ['REPRISE_DISK_RESERVE', '1 GB'],
    ['REPRISE_LOG_LEVEL', 'loud'],
    ['REPRISE_AUDIT_SIGN_EVERY', '0'],
    ['REPRISE_TRUST_PROXY', 'loopback'],
    ['REPRISE_WEBHOOK_ALLOW_PRIVATE', 'all'],
    ['REPRISE_WEBHOOK_ALLOW_PRIVATE', '10.0.0.0/33'],
    ['REPRISE_WEBHOOK_ALLOW_PRIVATE', '999'],
    ['REPRISE_RATE_LIMIT', 'none'],
  ])('refuse %s=%s', (name, value) => {
    expect(() => readSettings({ [name]: value })).toThrow(`${name} must be`);
  });

  it('reject an unknown name, beside wrong values', () => {
    const wrong = { REPRISE_REASON_REQUIRE: 'cancel', REPRISE_INPUT_ROOT: '/', REPRISE_CGROUP: 'on' };
    expect(() => readSettings(wrong)).toThrow(
      [
        'REPRISE_REASON_REQUIRE is no setting; did you mean REPRISE_REASON_REQUIRED? Correct it, or unset it',
        'REPRISE_INPUT_ROOT is no setting; did you mean REPRISE_INPUT_ROOTS? Correct it, or unset it',
        'REPRISE_CGROUP must be auto or off; it is "on"',
      ].join('\n'),
    );
    expect(() => readSettings({ REPRISE_INPUT_ROOT: '/' })).toThrow('REPRISE_INPUT_ROOT is no setting');
  });

  it('refuse one port for two servers', () => {
    const wrong = { REPRISE_PORT: '4300', REPRISE_POSTGRES_PORT: '4300' };
    expect(() => readSettings(wrong)).toThrow(
      'REPRISE_POSTGRES_PORT must be another port than REPRISE_PORT; it is "4300"',
    );
  });

  it('refuse to keep the log on several servers if only one is started', () => {
    const several = { REPRISE_NATS_REPLICAS: '3' };
    expect(() => readSettings(several)).toThrow('REPRISE_NATS_REPLICAS must be 1 without NATS_URL');
    expect(readSettings({ ...several, NATS_URL: 'nats://nats.lab' })).toMatchObject({ REPRISE_NATS_REPLICAS: 3 });
    expect(readSettings({ REPRISE_NATS_REPLICAS: '1' })).toMatchObject({ REPRISE_NATS_REPLICAS: 1 });
  });

  it.each(['DATABASE_READ_URL', 'DATABASE_MIGRATE_URL'])(
    'refuse %s alone, if the embedded Postgres would be started',
    (name) => {
      const alone = { [name]: 'postgres://reprise:secret@db/reprise' };
      expect(() => readSettings(alone)).toThrow(new Error(`${name} needs DATABASE_URL: the same database`));
      for (const other of [{ DATABASE_URL: 'postgres://db/reprise' }, { NATS_URL: 'nats://nats.lab' }])
        expect(readSettings({ ...alone, ...other })).toMatchObject(alone);
    },
  );

  it.each([
    ['REPRISE_CANCEL_GRACE', '20s'],
    ['REPRISE_CANCEL_GRACE', '0.5'],
    ['REPRISE_DISK_RESERVE', '500MiB'],
    ['REPRISE_RUNNER_SLOTS', '1000'],
    ['REPRISE_AUDIT_SIGN_EVERY', '500'],
    ['REPRISE_AUDIT_HEADS_DIR', '/mnt/heads'],
    ['REPRISE_WEBHOOK_ALLOW_PRIVATE', '10.0.0.0/8, fd12::/16'],
    ['NATS_URL', 'nats://user:password@nats.lab:4222,nats://other:4222'],
    ['NATS_MONITOR_URL', 'http://a:8222,http://b:8222'],
    ['DATABASE_URL', 'postgresql://lab@db/reprise'],
  ])('accept %s=%s', (name, value) => {
    expect(readSettings({ [name]: value })).toMatchObject({ [name]: value });
  });
});
