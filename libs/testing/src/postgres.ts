import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { sharedCluster, type Cluster } from './postgres-cluster.ts';
import type { TestServer } from './test-server.ts';

/**
 * Creates an empty database on the Postgres of this test process, which the first call starts (without fsync). `kill`,
 * `start` and `restart` affect the whole Postgres; `stop` drops the database.
 */
export async function startPostgres(): Promise<TestServer> {
  const cluster = await sharedCluster();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await execute(cluster, `create database ${name}`);
  return {
    url: cluster.url(name),
    start: () => cluster.process.start(),
    kill: () => cluster.process.kill(),
    restart: async () => {
      await cluster.process.stop();
      await cluster.process.start();
    },
    stop: () => execute(cluster, `drop database if exists ${name} with (force)`),
  };
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
