import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { eventually } from '../testing/eventually.ts';
import { startServers, TestGateway, type Servers } from '../testing/test-gateway.ts';

const PAGE = 8192;

let servers: Servers;
beforeAll(async () => (servers = await startServers()));
afterAll(() => servers.stop());

async function query(statement: string): Promise<Record<string, string>[]> {
  const client = new pg.Client({ connectionString: servers.postgres.url });
  await client.connect();
  try {
    return (await client.query<Record<string, string>>(statement)).rows;
  } finally {
    await client.end();
  }
}

/** Overwrites a page in the middle of the task table that is not read at startup. */
async function damageTasks(): Promise<void> {
  await query(`alter table rm.task set (autovacuum_enabled = off)`);
  await query(
    `insert into rm.task (job_id, attempt, hash, first_seq, facts)
       select gen_random_uuid(), 1, n::text, n, '{}' from generate_series(1, 1000) n`,
  );
  const [row] = await query(
    `select current_setting('data_directory') as folder, pg_relation_filepath('rm.task') as path`,
  );
  await servers.postgres.restart(); // forgets the pages that it has read
  const descriptor = openSync(join(row!['folder']!, row!['path']!), 'r+');
  writeSync(descriptor, Buffer.alloc(512, 0xff), 0, 512, 5 * PAGE);
  closeSync(descriptor);
}

describe('a start with an invalid page in a table that no query reads', () => {
  it('completes, and readiness names the command that repairs the table', async () => {
    await damageTasks();
    const gateway = await TestGateway.start(servers);
    try {
      const tables = await eventually('the damage is found', async () => {
        const response = await gateway.fetch('/health/ready');
        const { details } = (await response.json()) as { details: { tables: { status: string } } };
        return details.tables.status === 'degraded' ? { http: response.status, ...details.tables } : null;
      });
      expect(tables).toEqual({
        http: 200,
        status: 'degraded',
        message: expect.stringMatching(/rm\.task \(invalid page in block 5\)\. Run npm run rebuild: /) as string,
      });
      expect((await gateway.submit()).job_id).toMatch(/^[0-9a-f-]{36}$/);
    } finally {
      await gateway.stop();
    }
  });
});
