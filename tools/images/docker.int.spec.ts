import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { connectionOptions, newId, openJetStreamLog } from '@reprise/event-log';
import { exampleOf } from '@reprise/event-log/testing';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { COPY, freePort, type Login, logins, natsUrl, runnerUrl } from '@reprise/local-servers';
import { builtEntry, waitUntil } from '@reprise/testing';
import { checkout, ensureNatsServer, thisMachine } from '@reprise/setup';

/** The runner of the published examples. */
const RUNNER = '0f8b6c1e-6d0a-4c1b-9a33-2b1d5e7f9a10';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reprise-docker-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const secret = (name: string, text: string) => {
  mkdirSync(dirname(join(folder, 'secrets', name)), { recursive: true });
  writeFileSync(join(folder, 'secrets', name), text);
};

const secrets = [
  ...logins.map((login) => `nats_${login}_password`),
  'runners/runner-1',
  ...['', '_projector', '_reader', '_migrator'].map((role) => `postgres${role}_password`),
  'admin_token',
];

describe('with-secrets.sh', () => {
  const urls = (env: NodeJS.ProcessEnv) =>
    execFileSync(join(checkout, 'docker/with-secrets.sh'), ['sh', '-c', 'echo "$NATS_URL ${DATABASE_URL-none}"'], {
      env: { PATH: process.env['PATH'], REPRISE_SECRETS: join(folder, 'secrets'), ...env },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();

  it('inserts secrets into the addresses, and leaves other addresses unchanged', () => {
    secret('nats_gateway_password', '8k0abc\n');
    const address = (password: string) => `nats://gateway:${password}@nats:4222?inbox_prefix=_INBOX_gateway`;
    expect(urls({ NATS_URL: address('{nats_gateway_password}') })).toBe(`${address('8k0abc')} none`);
    expect(urls({ NATS_URL: 'nats://a:b@c:1', DATABASE_URL: 'postgres://x/y' })).toBe('nats://a:b@c:1 postgres://x/y');
  });

  it('starts nothing if a secret is missing', () => {
    expect(() => urls({ NATS_URL: 'nats://reprise:{no_such}@nats:4222' })).toThrow('no_such');
  });
});

describe('make-secrets.sh', () => {
  it('creates each secret once, in a folder of the owner alone', () => {
    const script = join(folder, 'make-secrets.sh');
    writeFileSync(script, readFileSync(join(checkout, 'docker/make-secrets.sh')), { mode: 0o755 });
    const made = () => {
      execFileSync(script);
      return secrets.map((name) => readFileSync(join(folder, 'secrets', name), 'utf8'));
    };
    const first = made();
    expect(first.filter((text) => !/^[0-9a-f]{64}$/.test(text))).toEqual([]);
    expect(new Set(first).size).toBe(secrets.length);
    expect(made()).toEqual(first);
    expect(statSync(join(folder, 'secrets')).mode & 0o777).toBe(0o700);
  });
});

describe('the nats-server of the image', () => {
  it('accepts the password of each secret, also one that looks like a number, gives each login its rights, and reports its health', async () => {
    const binary = await ensureNatsServer(thisMachine(), () => undefined);
    const [port, monitor] = [await freePort(), await freePort()];
    const config = readFileSync(join(checkout, 'docker/nats/nats-server.conf'), 'utf8')
      .replace('/data', join(folder, 'data'))
      .replace('0.0.0.0:4222', `127.0.0.1:${String(port)}`)
      .replace('127.0.0.1:8222', `127.0.0.1:${String(monitor)}`);
    writeFileSync(join(folder, 'nats-server.conf'), config);
    for (const name of ['accounts.conf', 'users.conf', 'runner.conf'])
      copyFileSync(join(checkout, 'docker/nats', name), join(folder, name));
    const password = (login: Login) => `80000000000000000000000000${login}`;
    for (const login of logins) secret(`nats_${login}_password`, password(login));
    for (const id of [RUNNER, 'runner-2']) secret(`runners/${id}`, `8e0${id}`);
    const server = spawn(join(checkout, 'docker/nats/start.sh'), [], {
      env: {
        PATH: `${dirname(binary)}:${process.env['PATH'] ?? ''}`,
        NATS_CONFIG: folder,
        REPRISE_NATS_CONFIG: join(folder, 'made'),
        REPRISE_SECRETS: join(folder, 'secrets'),
        REPRISE_RUNNER_SECRETS: join(folder, 'secrets/runners'),
      },
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => server.once('exit', resolve));
    try {
      const healthy = async () =>
        (await fetch(`http://127.0.0.1:${String(monitor)}/healthz?js-enabled-only=true`).catch(() => null))?.ok ===
        true;
      await waitUntil(healthy, { what: 'nats-server is healthy' });
      const url = (login: Login, pass = password(login)) => natsUrl(login, pass, `127.0.0.1:${String(port)}`);
      const env = {
        PATH: process.env['PATH'],
        NATS_URL: url('reprise'),
        NATS_COPIER_URL: url('copier'),
        NATS_UPGRADER_URL: url('upgrader'),
      };
      const command = await builtEntry('cli');
      const makeLog = (replicas: string) =>
        spawnSync(process.execPath, [command, 'create-log'], {
          env: { ...env, REPRISE_NATS_REPLICAS: replicas, NATS_MONITOR_URL: `http://127.0.0.1:${String(monitor)}` },
          encoding: 'utf8',
        });
      const tooFew = 'The log cannot be kept on 3 servers';
      expect(makeLog('3')).toMatchObject({ status: 1, stderr: expect.stringContaining(tooFew) as string });
      // No durability warning, because the configuration always syncs.
      const made = { status: 0, stdout: 'The log and its copy are there.\n' };
      expect(makeLog('')).toMatchObject({ ...made, stderr: '' });
      const fewer = 'The log is kept on 1 of the servers, not on 3';
      expect(makeLog('3')).toMatchObject({ ...made, stderr: expect.stringContaining(fewer) as string });

      const [gateway, runner] = [
        await openLog(url('gateway')),
        await openLog(runnerUrl(RUNNER, `8e0${RUNNER}`, `127.0.0.1:${String(port)}`), true),
      ];
      const job = newId();
      const event = (type: 'cancel_requested' | 'cancel_unconfirmed') => exampleOf(type, job);
      expect(await gateway.append(event('cancel_requested'))).toMatchObject({ seq: 1 });
      expect(await runner.append(event('cancel_unconfirmed'))).toMatchObject({ seq: 2 });
      await expect(runner.append(event('cancel_requested'))).rejects.toThrow('Permissions Violation');
      const other = await openLog(runnerUrl('runner-2', '8e0runner-2', `127.0.0.1:${String(port)}`), true);
      await expect(other.append(event('cancel_unconfirmed'))).rejects.toThrow('Permissions Violation');
      await Promise.all([gateway.close(), runner.close(), other.close()]);

      const consumer = await connect(connectionOptions({ servers: url('consumer'), name: 'test' }));
      const copy = async () => (await (await jetstreamManager(consumer)).streams.info(COPY)).state.last_seq === 2;
      await waitUntil(copy, { what: 'The copy is full' });
      await consumer.close();
      await expect(openLog(url('gateway', 'other'))).rejects.toThrow(/uthoriz/);
    } finally {
      server.kill('SIGTERM');
      await ended;
    }
  });
});

const openLog = async (servers: string, isFiltered = false) =>
  (await openJetStreamLog({ servers, name: 'test', requestMs: 2_000, deadlineMs: 10_000, isFiltered })).log;

describe("the operator's command in the image", () => {
  it('runs from its bundle, without the sources', async () => {
    const root = join(folder, 'app');
    cpSync(dirname(await builtEntry('cli')), join(root, 'dist/cli'), { recursive: true });
    symlinkSync(join(checkout, 'node_modules'), join(root, 'node_modules'));
    const run = (name: string, ...args: string[]) =>
      spawnSync(process.execPath, [join(root, 'dist/cli/main.js'), name, ...args], {
        encoding: 'utf8',
        env: {},
        cwd: folder,
      });
    expect(run('verify', '--help').stdout).toContain('Checks stream, audit table, chain and signed heads');
    for (const name of ['rebuild', 'reseed']) expect(run(name).stderr).toContain('There is no data folder');
    expect(run('create-log').stderr).toContain('Set NATS_URL and NATS_COPIER_URL');
  });
});
