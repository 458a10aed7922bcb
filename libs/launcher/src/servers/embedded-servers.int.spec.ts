import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import {
  keptSecret,
  postgresAccount,
  postgresBinaries,
  started,
  stopProcess,
  takeDataFolder,
} from '@reprise/local-servers';
import { serverFolder } from '@reprise/testing';
import type { DatabaseUrls } from '../database-urls.ts';
import { embeddedPostgres } from './embedded-servers.ts';
import { readSettings } from '../settings.ts';
import { startReprise } from '../start-reprise.ts';

let scratch: string;
let dataFolder: string;

beforeEach(() => {
  scratch = mkdtempSync(join(serverFolder(), 'reprise-embedded-'));
  dataFolder = join(scratch, 'parent', 'data');
  mkdirSync(join(scratch, 'parent'));
});
afterEach(() => {
  for (const folder of [dataFolder, movedAside()]) removeCluster(join(folder, 'postgres.folder'));
  rmSync(scratch, { recursive: true });
});

const movedAside = () => `${dataFolder}.aside`;

function removeCluster(pointer: string): void {
  if (!existsSync(pointer)) return;
  const folder = readFileSync(pointer, 'utf8').trim();
  for (const path of [folder, `${folder}.owner`]) rmSync(path, { recursive: true, force: true });
}

/** Executes a statement with the login of a role. */
type AsRole = (role: keyof DatabaseUrls | 'SUPERUSER', statement: string) => Promise<unknown[]>;

const query = (statement: string) => whileStarted((as) => as('DATABASE_MIGRATE_URL', statement));

/** Starts Postgres on the data dir and stops it after `work`. */
async function whileStarted<T>(work: (as: AsRole) => Promise<T>): Promise<T> {
  takeDataFolder(dataFolder)();
  const { urls, definition } = await embeddedPostgres(readSettings({ REPRISE_DATA_DIR: dataFolder }));
  const server = await definition.launch().then(started);
  try {
    return await work((role, statement) => runAs(urls, role, statement));
  } finally {
    await stopProcess(server.identity, definition.stopSignal, 60_000);
  }
}

async function runAs(urls: Required<DatabaseUrls>, role: Parameters<AsRole>[0], statement: string): Promise<unknown[]> {
  const url = new URL(urls[role === 'SUPERUSER' ? 'DATABASE_URL' : role]);
  if (role === 'SUPERUSER')
    Object.assign(url, { username: 'postgres', password: keptSecret(dataFolder, 'postgres.password') });
  const client = new pg.Client({ connectionString: url.href });
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

describe('the embedded Postgres', () => {
  it('keeps its data under a folder that all may enter, but where they can read and write nothing', async () => {
    for (const folder of [scratch, join(scratch, 'parent')]) chmodSync(folder, 0o755);
    await query('create table kept as select 42 as a');
    expect(statSync(dataFolder).mode & 0o066).toBe(0);
    expect(await query('select a from kept')).toEqual([{ a: 42 }]);
  });

  it('keeps its data under a folder that only its owner may enter, also after it was moved aside and created again', async () => {
    for (const folder of [scratch, join(scratch, 'parent')]) chmodSync(folder, 0o700);
    await query('create table kept as select 42 as a');
    renameSync(dataFolder, movedAside());
    expect(await query("select to_regclass('kept') as kept")).toEqual([{ kept: null }]);

    renameSync(dataFolder, `${dataFolder}.second`);
    renameSync(movedAside(), dataFolder);
    expect(await query('select a from kept')).toEqual([{ a: 42 }]);
    renameSync(`${dataFolder}.second`, movedAside());
  });

  it('gives each role exactly its rights, also on what an earlier release created as superuser', async () => {
    await whileStarted((as) => as('SUPERUSER', 'create schema rm; create table rm.kept as select 42 as a'));
    await whileStarted(async (as) => {
      await as('DATABASE_MIGRATE_URL', 'alter table rm.kept add b int; create schema later; create table later.t ()');
      await as('DATABASE_URL', 'insert into rm.kept values (1); delete from rm.kept where a = 1; select from later.t');
      expect(await as('DATABASE_READ_URL', 'select a from rm.kept')).toEqual([{ a: 42 }]);
      await expect(as('DATABASE_READ_URL', 'delete from rm.kept')).rejects.toThrow('permission denied');
      await expect(as('DATABASE_URL', 'drop table rm.kept')).rejects.toThrow('must be owner');
      await expect(as('DATABASE_URL', 'create schema mine')).rejects.toThrow('permission denied');
      for (const role of ['DATABASE_URL', 'DATABASE_READ_URL', 'DATABASE_MIGRATE_URL'] as const) {
        await expect(as(role, 'select pg_read_file($$PG_VERSION$$)')).rejects.toThrow('permission denied');
        await expect(as(role, 'create role other superuser')).rejects.toThrow('permission denied');
      }
    });
  });

  it('runs from a copy if its own user cannot reach the packages', () => {
    const account = postgresAccount();
    const packaged = postgresBinaries(undefined);
    const hidden = join(scratch, 'hidden', 'native');
    cpSync(join(packaged, '..'), hidden, { recursive: true, verbatimSymlinks: true });
    chmodSync(join(scratch, 'hidden'), 0o700);
    chmodSync(scratch, 0o755);
    const source = { folder: join(hidden, 'bin'), version: 'test' };
    const shared = join(scratch, 'parent');
    const expected = account === undefined ? source.folder : join(shared, 'postgres-test', 'bin');
    expect(postgresBinaries(account, shared, source)).toBe(expected);
    expect(postgresBinaries(account, shared, source)).toBe(expected);
  });
});

describe('a start of the embedded servers', () => {
  it('names a port that is in use and its setting, and releases the data folder', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    const start = () => startReprise({ REPRISE_DATA_DIR: dataFolder, REPRISE_PORT: String(port) });
    const refusal = `Port ${String(port)} on 127.0.0.1 is in use: stop what listens there, or set REPRISE_PORT to another port.`;
    await expect(start()).rejects.toThrow(refusal);
    await expect(start()).rejects.toThrow(refusal);
    await new Promise((resolve) => other.close(resolve));
    expect(existsSync(join(dataFolder, 'lock'))).toBe(false);
  });

  it('names the command that repairs a store with which the nats-server cannot start', async () => {
    mkdirSync(join(dataFolder, 'nats'), { recursive: true });
    writeFileSync(join(dataFolder, 'nats', 'store'), 'no folder any more');
    const start = startReprise({ REPRISE_DATA_DIR: dataFolder, REPRISE_PORT: '0' }, { build: false });
    await expect(start).rejects.toThrow('Run npm run reseed -- --new-store');
  });

  it('refuses a wrong setting before it changes anything', async () => {
    await expect(startReprise({ REPRISE_DATA_DIR: dataFolder, REPRISE_CGROUP: 'perhaps' })).rejects.toThrow(
      'REPRISE_CGROUP',
    );
    expect(existsSync(dataFolder)).toBe(false);
  });
});
