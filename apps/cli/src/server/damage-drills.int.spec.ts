import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { derivedId, makeEvent, openJetStreamLog } from '@reprise/event-log';
import { signHeads, Trust } from '@reprise/audit-integrity';
import { openReadModel, startProjector } from '@reprise/read-model';
import pg from 'pg';
import { waitUntil } from '@reprise/testing';
import { readSettings, type Servers, withServers } from '@reprise/launcher';

const folder = mkdtempSync(join(tmpdir(), 'reprise-damage-'));
const env = { REPRISE_DATA_DIR: folder };
const settings = readSettings(env);
afterAll(() => rmSync(folder, { recursive: true }));

const EVENTS = 40;

/** Makes what a gateway leaves behind when it stops: a log, its projection, and a signed head. */
async function happen({ natsUrl, databaseUrl }: Servers): Promise<void> {
  const { log } = await openJetStreamLog({ servers: natsUrl, name: 'test' });
  const readModel = await openReadModel({ databaseUrl });
  const trust = await Trust.open({ readModel, folder: join(folder, 'audit') });
  for (let n = 0; n < EVENTS; n++) {
    const [id, subject] = [derivedId('event', n), derivedId('job', n % 3)];
    const context = { id, time: '2026-01-01T00:00:00.000Z', actor: 'ada', source: '/test' };
    const because = { correlation_id: 'c', causation_id: 'k' };
    const data = { from: n, to: n + 1, reason: 'sooner' };
    await log.append(makeEvent({ type: 'priority_changed', subject, data }, { ...context, ...because }));
  }
  const projector = startProjector({ readModel, log, observe: signHeads({ trust }, readModel, log) });
  await waitUntil(async () => projector.status().position === EVENTS, {
    what: 'all is projected',
    milliseconds: 40_000,
  });
  await projector.stop();
  await readModel.close();
  await log.close();
}

async function run(command: string, ...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../main.ts'), command, ...args], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (data) => (said.out += String(data)));
  child.stderr.on('data', (data) => (said.err += String(data)));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, ...said };
}

/** Files of the cluster, wherever it lies. */
function cluster(): string {
  const pointer = join(folder, 'postgres.folder');
  return join(existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : join(folder, 'postgres'), 'data');
}

const isSound = async () => {
  const { code, out } = await run('verify');
  expect(out).toContain(`Checked ${String(EVENTS)} events`);
  expect(code).toBe(0);
};

describe('a damaged Reprise', () => {
  beforeAll(() => withServers(settings, happen));

  it('with an empty pg_control says the command that repairs it, and that does', async () => {
    truncateSync(join(cluster(), 'global/pg_control'), 0);
    const refused = await run('verify');
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('npm run rebuild -- --new-database');
    expect(await run('rebuild', '--new-database')).toMatchObject({ code: 0, err: '' });
    await isSound();
  });

  it('with an invalid page says the command that repairs it, and that does', async () => {
    const file = await path('rm.audit');
    const descriptor = openSync(join(cluster(), file), 'r+');
    writeSync(descriptor, Buffer.alloc(512, 0xff), 0, 512, 1024);
    closeSync(descriptor);
    const found = await run('verify');
    expect(found.code).not.toBe(0);
    expect(found.out + found.err).toContain('Run npm run rebuild');
    const rebuilt = await run('rebuild');
    expect(rebuilt).toMatchObject({ code: 0, err: '' });
    expect(rebuilt.out).toContain('A file of the old tables was damaged');
    await isSound();
  });

  it('with a truncated store of the log is restored by a reseed into a new one', async () => {
    const messages = join(folder, 'nats/store/jetstream/REPRISE/streams/REPRISE/msgs');
    for (const file of readdirSync(messages)) truncateSync(join(messages, file), 200);
    const found = await run('verify');
    expect(found.code).not.toBe(0);
    expect(await run('reseed', '--new-store')).toMatchObject({ code: 0, err: '' });
    await isSound();
  });
});

async function path(table: string): Promise<string> {
  let found = '';
  await withServers(settings, async ({ databaseUrl }) => {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    const { rows } = await client.query<{ path: string }>('select pg_relation_filepath($1) as path', [table]);
    await client.end();
    found = rows[0]!.path;
  });
  return found;
}
