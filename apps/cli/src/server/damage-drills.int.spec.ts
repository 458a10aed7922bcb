import { execSync } from 'node:child_process';
import {
  chmodSync,
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

const ONLY_IN_THE_DATABASE =
  'People, roles, passwords, passkeys, invites and API tokens are only in the database, not in the log.';

/** Arguments of the command that an advice names. */
function commandIn(advice: string): string[] {
  const [, name = '', options = ''] = /npm run (\w+) --((?: --[a-z-]+)+)/.exec(advice) ?? [];
  return [name, ...options.trim().split(' ')];
}

describe('a damaged Reprise', () => {
  let auditTable: string;
  beforeAll(() => withServers(settings, (servers) => leaveHistory(servers, join(folder, 'audit'), EVENTS)));

  it('with an empty pg_control says the command that repairs it, and that does', async () => {
    truncateSync(join(cluster(), 'global/pg_control'), 0);
    const refused = await run('verify');
    expect(refused.code).toBe(2);
    expect(refused.err).toContain(ONLY_IN_THE_DATABASE);
    const damaged = cluster();
    const asked = await run(...commandIn(refused.err));
    expect(asked).toMatchObject({ code: 2, out: '' });
    expect(asked.err).toContain(ONLY_IN_THE_DATABASE);
    expect(existsSync(damaged)).toBe(true);
    const rebuilt = await run(...commandIn(asked.err));
    expect(rebuilt).toMatchObject({ code: 0, err: '' });
    const [, aside] = /^Moved \S+ to (\S+)\.$/m.exec(rebuilt.out) ?? [];
    expect(rebuilt.out).toContain(`${ONLY_IN_THE_DATABASE} They stay in ${aside ?? 'nowhere'}: keep it.`);
    expect(existsSync(aside ?? '')).toBe(true);
    await withServers(settings, async ({ databaseUrl }) => {
      await isSound();
      auditTable = await pathOf(databaseUrl, 'rm.audit');
    });
  });

  it('with files that Postgres may not read says how to give them back to it, and that does', async () => {
    chmodSync(join(cluster(), 'global/pg_control'), 0);
    const refused = await run('verify');
    expect(refused.code).toBe(2);
    expect(refused.err).not.toContain('--new-database');
    execSync(/chown -R .*$/m.exec(refused.err)?.[0] ?? 'false');
    await isSound();
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
