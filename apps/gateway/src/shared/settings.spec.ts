import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readSettings } from './settings.ts';

const needed = { NATS_URL: 'nats://127.0.0.1:4222', DATABASE_URL: 'postgres://localhost/reprise' };

describe('the settings', () => {
  it('have defaults except for the two servers', () => {
    expect(readSettings({ ...needed, REPRISE_DATA_DIR: '/data' })).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      tokenFile: '/data/admin.token',
      inputRoots: ['/data/uploads/samples'],
      retention: { workDirMs: null, resultsMs: null, minFreeBytes: null },
      uploads: { folder: '/data/uploads', quotaBytes: 0, reserveBytes: 2 ** 30, maxAgeMs: 7 * 86_400_000 },
      audit: { folder: '/data/audit', headsFolder: undefined, signEvery: 1000 },
      logLevel: 'info',
    });
  });

  it('find the built-in pipelines beside the installation, followed by those of the lab', () => {
    const { pipelineFolders } = readSettings({ ...needed, REPRISE_PIPELINES: '/srv/a:/srv/b' });
    expect(pipelineFolders[0]).toMatch(/\/pipelines$/);
    expect(pipelineFolders.slice(1)).toEqual(['/srv/a', '/srv/b']);
  });

  it('state on how many servers of a cluster the log is kept', () => {
    const replicas = (text?: string) => readSettings({ ...needed, REPRISE_NATS_REPLICAS: text }).natsReplicas;
    expect([replicas(), replicas('3')]).toEqual([undefined, 3]);
    expect(() => replicas('2')).toThrow('REPRISE_NATS_REPLICAS must be 1, 3 or 5');
  });

  it('state the private ranges that webhooks may reach, by default none', () => {
    expect(readSettings(needed).webhooks.allowPrivate).toEqual([]);
    const allowed = { ...needed, REPRISE_WEBHOOK_ALLOW_PRIVATE: '10.0.0.0/8, ::1' };
    expect(readSettings(allowed).webhooks.allowPrivate).toHaveLength(2);
    expect(() => readSettings({ ...needed, REPRISE_WEBHOOK_ALLOW_PRIVATE: 'all' })).toThrow(
      /^REPRISE_WEBHOOK_ALLOW_PRIVATE must be addresses or ranges .*; it is "all"$/,
    );
  });

  it('state prices, by default none, and the factors of the energy', () => {
    expect(readSettings(needed).rates).toEqual({ prices: null, coreWatts: 12, pue: 1.56, carbonIntensity: 475 });
    const set = { ...needed, REPRISE_PRICES: 'cpu_hour=0.04, gb_hour=0.005, currency=EUR', REPRISE_PUE: '1.2' };
    expect(readSettings(set).rates).toMatchObject({
      prices: { cpu_hour: 0.04, gb_hour: 0.005, currency: 'EUR' },
      pue: 1.2,
    });
    for (const text of [
      '0.04',
      'cpu_hour=0.04',
      'cpu_hour=x,gb_hour=1,currency=EUR',
      'cpu_hour=1,gb_hour=1,currency=€',
    ])
      expect(() => readSettings({ ...needed, REPRISE_PRICES: text })).toThrow(
        `REPRISE_PRICES must be like cpu_hour=0.04,gb_hour=0.005,currency=EUR; it is "${text}"`,
      );
    expect(() => readSettings({ ...needed, REPRISE_PUE: '0' })).toThrow('REPRISE_PUE must be a number above 0');
  });

  it('state the mail server, its password from a file, and what messages may name', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'reprise-settings-')), 'smtp.password');
    writeFileSync(file, 'a secret\n');
    expect(readSettings(needed).notifications).toEqual({ mail: undefined, names: [] });
    const set = {
      ...needed,
      REPRISE_SMTP_URL: 'smtp://lab%40lab.example@mail.lab.example',
      REPRISE_SMTP_PASSWORD_FILE: file,
      REPRISE_SMTP_FROM: 'Reprise <reprise@lab.example>',
    };
    expect(readSettings({ ...set, REPRISE_NOTIFICATION_NAMES: 'sample, person' }).notifications).toEqual({
      mail: {
        server: { host: 'mail.lab.example', port: 587, isTls: false, user: 'lab@lab.example' },
        password: 'a secret',
        from: 'Reprise <reprise@lab.example>',
      },
      names: ['sample', 'person'],
    });
    expect(() => readSettings({ ...set, REPRISE_SMTP_FROM: '' })).toThrow('REPRISE_SMTP_FROM are set together');
    expect(() => readSettings({ ...set, REPRISE_SMTP_PASSWORD_FILE: '' })).toThrow('PASSWORD_FILE are set together');
    expect(() => readSettings({ ...set, REPRISE_SMTP_URL: 'smtp://lab:secret@mail.lab.example' })).toThrow(
      'REPRISE_SMTP_URL must be like smtp://user@mail.lab.example:587',
    );
    expect(() => readSettings({ ...set, REPRISE_SMTP_URL: 'smtp://reprise@lab.example@mail.lab.example' })).toThrow(
      '%40',
    );
    expect(() => readSettings({ ...set, REPRISE_SMTP_URL: 'smtp://%zz@mail.lab.example' })).toThrow(
      /^REPRISE_SMTP_URL must have valid escapes in the user/,
    );
    rmSync(dirname(file), { recursive: true });
  });

  it('state which proxies are trusted: those on this machine, or the given ranges instead', () => {
    const trusted = (text?: string) =>
      readSettings({ ...needed, REPRISE_TRUST_PROXY: text }).trustProxy.map(
        ([address, bits]) => `${String(address)}/${bits}`,
      );
    expect(trusted()).toEqual([]);
    expect(trusted('127.0.0.0/8,::1')).toEqual(['127.0.0.0/8', '::1/128']);
    expect(trusted('172.16.0.0/12')).toEqual(['172.16.0.0/12']);
    expect(() => trusted('everybody')).toThrow(
      /^REPRISE_TRUST_PROXY must be addresses or ranges .*; it is "everybody"$/,
    );
  });

  it('are each rejected by name', () => {
    const wrong = { NATS_URL: '', DATABASE_URL: 'x', REPRISE_PORT: '99999', REPRISE_LOG_LEVEL: 'loud' };
    expect(() => readSettings(wrong)).toThrow(
      /^REPRISE_PORT must be a port from 1 to 65535, .*\nNATS_URL is required\nDATABASE_URL must be like postgres:.*\nREPRISE_LOG_LEVEL must be fatal, /,
    );
    expect(() => readSettings({ ...needed, REPRISE_PORT: 'eighty' })).toThrow(
      /^REPRISE_PORT must be a port .*; it is "eighty"$/,
    );
  });

  it('are rejected under an unknown name', () => {
    expect(() => readSettings({ ...needed, REPRISE_REASON_REQUIRE: 'cancel' })).toThrow(
      'REPRISE_REASON_REQUIRE is no setting; did you mean REPRISE_REASON_REQUIRED?',
    );
  });

  it('count as absent if they are empty, as in a compose file', () => {
    expect(readSettings({ ...needed, REPRISE_PORT: '', REPRISE_INPUT_ROOTS: '' }).port).toBe(8080);
  });
});
