import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import pg from 'pg';
import { sharedCluster, startCluster, type Cluster } from './postgres-cluster.ts';
import type { TestServer } from './test-server.ts';

/** Creates the tables of a database, and closes its connections. */
export type MakeTables = (databaseUrl: string) => Promise<void>;

/** Template databases of this process with empty tables. */
const templates = new Map<MakeTables, Promise<string>>();

/**
 * Creates a database on the Postgres of this test process, which the first call starts (without fsync). `kill`, `start`
 * and `restart` affect the whole Postgres; `stop` drops the database.
 * @param makeTables run once for all databases that share it; if absent, the database is empty
 */
export async function startPostgres(makeTables?: MakeTables): Promise<TestServer> {
  const cluster = await sharedCluster();
  const template = makeTables && (await templateOf(cluster, makeTables));
  const name = await create(cluster, template);
  return {
    ...serverOf(cluster, name),
    stop: () => execute(cluster, `drop database if exists ${name} with (force)`),
  };
}

/**
 * Starts a Postgres of its own, for tests that create roles or databases with fixed names: other tests in the same
 * process would find them on the shared one. The URL is that of its database `postgres`.
 */
export async function startOwnPostgres(): Promise<TestServer> {
  const cluster = await startCluster();
  return {
    ...serverOf(cluster, 'postgres'),
    stop: async () => {
      await cluster.process.stop();
      rmSync(cluster.folder, { recursive: true });
    },
  };
}

const serverOf = ({ url, process }: Cluster, database: string): Omit<TestServer, 'stop'> => ({
  url: url(database),
  start: () => process.start(),
  kill: () => process.kill(),
  restart: async () => {
    await process.stop();
    await process.start();
  },
});

function templateOf(cluster: Cluster, makeTables: MakeTables): Promise<string> {
  const made = templates.get(makeTables) ?? makeTemplate(cluster, makeTables);
  templates.set(makeTables, made);
  return made;
}

async function makeTemplate(cluster: Cluster, makeTables: MakeTables): Promise<string> {
  const name = await create(cluster);
  await makeTables(cluster.url(name));
  return name;
}

/** Returns the name of a new database. */
async function create(cluster: Cluster, template = 'template1'): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await execute(cluster, `create database ${name} template ${template} strategy file_copy`);
  return name;
}

async function execute(cluster: Cluster, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: cluster.url('postgres') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
