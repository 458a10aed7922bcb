import { connect } from '@nats-io/transport-node';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort } from '../servers/free-port.ts';
import { waitUntil } from '../servers/wait-until.ts';
import { checkout, thisMachine } from '../setup/machine.ts';
import { ensureNatsServer } from '../setup/nats-server.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reprise-docker-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const secret = (name: string, text: string) => {
  mkdirSync(join(folder, 'secrets'), { recursive: true });
  writeFileSync(join(folder, 'secrets', name), text);
};

describe('with-secrets.sh', () => {
  const urls = (env: NodeJS.ProcessEnv) =>
    execFileSync(join(checkout, 'docker/with-secrets.sh'), ['sh', '-c', 'echo "$NATS_URL ${DATABASE_URL-none}"'], {
      env: { PATH: process.env['PATH'], REPRISE_SECRETS: join(folder, 'secrets'), ...env },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();

  it('puts secrets into the addresses, and leaves those without alone', () => {
    secret('nats_password', '8k0abc\n');
    expect(urls({ NATS_URL: 'nats://reprise:{nats_password}@nats:4222' })).toBe('nats://reprise:8k0abc@nats:4222 none');
    expect(urls({ NATS_URL: 'nats://a:b@c:1', DATABASE_URL: 'postgres://x/y' })).toBe('nats://a:b@c:1 postgres://x/y');
  });

  it('starts nothing where a secret is missing', () => {
    expect(() => urls({ NATS_URL: 'nats://reprise:{no_such}@nats:4222' })).toThrow('no_such');
  });
});

describe('make-secrets.sh', () => {
  it('makes each secret once, in a folder of the owner alone', () => {
    const script = join(folder, 'make-secrets.sh');
    writeFileSync(script, readFileSync(join(checkout, 'docker/make-secrets.sh')), { mode: 0o755 });
    const made = () => {
      execFileSync(script);
      return ['nats_password', 'postgres_password', 'admin_token'].map((name) =>
        readFileSync(join(folder, 'secrets', name), 'utf8'),
      );
    };
    const first = made();
    expect(first.filter((text) => !/^[0-9a-f]{64}$/.test(text))).toEqual([]);
    expect(new Set(first).size).toBe(3);
    expect(made()).toEqual(first);
    expect(statSync(join(folder, 'secrets')).mode & 0o777).toBe(0o700);
  });
});

describe('the nats-server of the image', () => {
  it('takes the password of its secret, also one that looks like a number, keeps JetStream, and says its health', async () => {
    const binary = await ensureNatsServer(thisMachine(), () => undefined);
    const [port, monitor] = [await freePort(), await freePort()];
    const config = readFileSync(join(checkout, 'docker/nats/nats-server.conf'), 'utf8')
      .replace('/data', join(folder, 'data'))
      .replace('0.0.0.0:4222', `127.0.0.1:${String(port)}`)
      .replace('127.0.0.1:8222', `127.0.0.1:${String(monitor)}`);
    writeFileSync(join(folder, 'nats-server.conf'), config);
    secret('nats_password', '8000000000000000000000000000000000000000000000000000000000000000');
    const server = spawn(join(checkout, 'docker/nats/start.sh'), [], {
      env: {
        PATH: `${dirname(binary)}:${process.env['PATH'] ?? ''}`,
        NATS_CONFIG: join(folder, 'nats-server.conf'),
        NATS_PASSWORD_FILE: join(folder, 'secrets', 'nats_password'),
      },
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => server.once('exit', resolve));
    try {
      const healthy = async () =>
        (await fetch(`http://127.0.0.1:${String(monitor)}/healthz?js-enabled-only=true`).catch(() => null))?.ok ===
        true;
      await waitUntil(healthy, { milliseconds: 20_000, what: 'nats-server is healthy' });
      const servers = `127.0.0.1:${String(port)}`;
      const pass = readFileSync(join(folder, 'secrets', 'nats_password'), 'utf8');
      const connection = await connect({ servers, user: 'reprise', pass });
      expect(connection.info).toMatchObject({ jetstream: true, auth_required: true });
      await connection.close();
      await expect(connect({ servers, user: 'reprise', pass: 'other', reconnect: false })).rejects.toThrow(/uthoriz/);
    } finally {
      server.kill('SIGTERM');
      await ended;
    }
  });
});
