import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { MemoryEventLog } from '@reprise/event-log';
import { startPostgres, type TestServer } from '@reprise/testing';
import pg from 'pg';
import { migrate } from '../migrate.ts';
import { rebuild } from '../rebuild/rebuild.ts';
import { migrations } from './index.ts';

/** Tables as an earlier release left them; `payload` is text. */
interface Recorded {
  /** Names of the migrations that had run. */
  readonly migrations: readonly string[];
  readonly tables: Readonly<Record<string, readonly object[]>> & { readonly audit: readonly AuditRow[] };
}

interface AuditRow {
  readonly stream_subject: string;
  readonly headers: readonly [string, string][];
  readonly payload: string;
}

const recordedBy = (release: string) =>
  JSON.parse(readFileSync(new URL(`recorded/${release}.json`, import.meta.url), 'utf8')) as Recorded;

let postgres: TestServer;
let client: pg.Client;
beforeAll(async () => {
  postgres = await startPostgres();
  client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await postgres.stop();
});

/** The log that the audit table is a copy of. */
function logOf({ tables: { audit } }: Recorded): MemoryEventLog {
  const log = new MemoryEventLog();
  for (const { stream_subject: subject, headers, payload } of audit)
    log.plant({ subject, headers, payload: Buffer.from(payload) });
  return log;
}

/** Fills a schema as the earlier release left it. */
async function fill(schema: string, { migrations: names, tables }: Recorded, created: string): Promise<void> {
  await migrate(
    postgres.url,
    schema,
    migrations.filter(({ name }) => names.includes(name)),
  );
  const audit = tables.audit.map((row) => ({ ...row, payload: `\\x${Buffer.from(row.payload).toString('hex')}` }));
  for (const [table, rows] of Object.entries({ ...tables, audit }))
    await client.query(
      `insert into ${schema}.${table} select * from json_populate_recordset(null::${schema}.${table}, $1)`,
      [JSON.stringify(rows)],
    );
  await client.query(`update ${schema}.checkpoint set stream_created = $1`, [created]);
}

describe.each(['0.2.0'])('the tables of release %s', (release) => {
  it('equal what a rebuild makes of their log, after the migrations since', async () => {
    const recorded = recordedBy(release);
    const schema = `rm_${randomBytes(4).toString('hex')}`;
    const log = logOf(recorded);
    await fill(schema, recorded, (await log.head()).created);
    const { events, compared } = await rebuild({ databaseUrl: postgres.url, schema, log });
    expect({ events, compared }).toMatchObject({ events: recorded.tables.audit.length, compared: { differing: [] } });
  });
});
