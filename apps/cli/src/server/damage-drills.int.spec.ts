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
import pg from 'pg';
import { readSettings, withServers } from '@reprise/launcher';
import { leaveHistory } from './testing/leave-history.ts';
import { runCommand } from './testing/run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'reprise-damage-'));
const env = { REPRISE_DATA_DIR: folder };
const settings = readSettings(env);
afterAll(() => rmSync(folder, { recursive: true }));

const EVENTS = 40;
const run = (...args: string[]) => runCommand(env, ...args);

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
  let auditTable: string;
  beforeAll(() => withServers(settings, (servers) => leaveHistory(servers, join(folder, 'audit'), EVENTS)));

  it('with an empty pg_control says the command that repairs it, and that does', async () => {
    truncateSync(join(cluster(), 'global/pg_control'), 0);
    const refused = await run('verify');
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('npm run rebuild -- --new-database');
    expect(await run('rebuild', '--new-database')).toMatchObject({ code: 0, err: '' });
    await withServers(settings, async ({ databaseUrl }) => {
      await isSound();
      auditTable = await pathOf(databaseUrl, 'rm.audit');
    });
  });

  it('with an invalid page says the command that repairs it, and that does', async () => {
    const descriptor = openSync(join(cluster(), auditTable), 'r+');
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

/** File of a table, in the cluster. */
async function pathOf(databaseUrl: string, table: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ path: string }>('select pg_relation_filepath($1) as path', [table]);
  await client.end();
  return rows[0]!.path;
}
