import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort } from '@reprise/local-servers';
import { checkout } from '@reprise/setup';
import { eventually } from './testing/eventually.ts';
import type { Servers } from './testing/test-gateway.ts';
import { builtEntry, startNats, startPostgres } from '@reprise/testing';

let servers: Servers;
let folder: string;
let port: number;
let running: ChildProcess | undefined;
beforeAll(async () => {
  const [nats, postgres] = await Promise.all([startNats(), startPostgres()]);
  servers = { nats, postgres, stop: async () => void (await Promise.all([nats.stop(), postgres.stop()])) };
  port = await freePort();
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'reprise-gateway-main-')));
  for (const name of ['node_modules', 'pipelines']) symlinkSync(join(checkout, name), join(folder, name));
  cpSync(dirname(await builtEntry('gateway')), join(folder, 'dist/gateway'), { recursive: true });
});
afterAll(async () => {
  running?.kill('SIGKILL');
  await servers.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The bundle as it is installed, in its own process. */
function start(env: Record<string, string>) {
  const child = spawn(process.execPath, [join(folder, 'dist/gateway/main.js')], { env, cwd: folder });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => said.push(String(text)));
  return { child, said: () => said.join('') };
}
const environment = () => ({
  NATS_URL: servers.nats.url,
  DATABASE_URL: servers.postgres.url,
  REPRISE_PORT: String(port),
  REPRISE_DATA_DIR: join(folder, 'data'),
});

describe('the built gateway', () => {
  it('starts, finds the pipelines beside it, logs each request as one JSON line without credentials, and ends soon after SIGTERM despite an open stream', async () => {
    const { child, said } = start(environment());
    running = child;
    const url = `http://127.0.0.1:${String(port)}`;
    await eventually('it is ready', async () => {
      if (child.exitCode !== null) throw new Error(said());
      return fetch(`${url}/health/ready`).then(
        ({ ok }) => ok || null,
        () => null,
      );
    });
    const token = readFileSync(join(folder, 'data/admin.token'), 'utf8').trim();
    const headers = { authorization: `Bearer ${token}` };
    expect(await (await fetch(`${url}/api/pipelines`, { headers })).json()).toMatchObject({ items: [{ name: 'wes' }] });
    await fetch(`${url}/?token=${token}`, { redirect: 'manual', headers: { 'x-correlation-id': 'lab-request-7' } });
    const line = await eventually('the line is there', async () => said().match(/.*lab-request-7.*/)?.[0] ?? null);
    expect(JSON.parse(line)).toMatchObject({
      service: 'gateway',
      req: { id: 'lab-request-7', method: 'GET', url: '/' },
      res: { statusCode: 303 },
    });
    const stream = await fetch(`${url}/api/jobs/stream`, { headers });
    const left = stream.text();
    const before = Date.now();
    child.kill('SIGTERM');
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    expect(Date.now() - before).toBeLessThan(60_000);
    expect(signal ?? code).toBe('SIGTERM');
    expect(await left).toContain('event: ready');
    expect(said()).not.toContain(token);
  });

  it('does not start with wrong settings, and names each of them', async () => {
    const { child, said } = start({ NATS_URL: servers.nats.url, REPRISE_PORT: 'eighty' });
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(1);
    expect(said()).toMatch(/^DATABASE_URL .+$/m);
    expect(said()).toMatch(/^REPRISE_PORT .+$/m);
  });

  it('names what is missing when a server refuses it', async () => {
    const { child, said } = start({ ...environment(), DATABASE_URL: servers.postgres.url.replace(/[^/]+$/, 'nope') });
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(1);
    expect(said()).toContain('The gateway could not start');
    expect(said()).toContain('"nope" does not exist');
  });
});
