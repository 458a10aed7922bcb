import type { ClientBase } from 'pg';
import { pinClient, type PinnedClient } from '../pinned-client.ts';

/**
 * Settings of each index build. Postgres' default memory of 64 MB sorts a million entries in parts, and parallel
 * workers would only take the processor from the other build. Statistics are rough, because autovacuum collects finer
 * ones within minutes.
 */
const SETTINGS = `
  set maintenance_work_mem = '256MB'; set max_parallel_maintenance_workers = 0;
  set default_statistics_target = 25; set synchronous_commit = off`;

/** Statement about one table. */
interface Statement {
  readonly table: string;
  readonly text: string;
}

/** The table that takes nearly all of the time. */
const LARGEST = 'audit';
/**
 * The only index of that table with a random insertion order. In the other indexes, a new entry is adjacent to the
 * previous one, or to the last one of its job, actor or type, so adding it is cheaper than scanning the whole table
 * again for each index.
 */
const UNORDERED = 'audit_event_id';

/** Drops indexes that are not keys and are faster to build at the end. Returns the statements that recreate them. */
export async function dropSecondaryIndexes(client: ClientBase, schema: string): Promise<Statement[]> {
  const { rows } = await client.query<Statement & { name: string }>(
    `select tablename as table, format('%I.%I', schemaname, indexname) as name, indexdef as text from pg_indexes
     where schemaname = $1 and (tablename <> $2 or indexname = $3) and not exists (
       select from pg_constraint where conindid = format('%I.%I', schemaname, indexname)::regclass)`,
    [schema, LARGEST, UNORDERED],
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  // Text indexes take longest, so they come first.
  return rows.sort((a, b) => Number(b.text.includes('USING gin')) - Number(a.text.includes('USING gin')));
}

/**
 * Runs the index statements, completes the text index and collects planner statistics. Statistics of expressions need
 * their index first, and a table cannot be indexed while its statistics are collected.
 */
export async function indexAndAnalyze(
  databaseUrl: string,
  schema: string,
  indexes: readonly Statement[],
): Promise<void> {
  await using first = await session(databaseUrl);
  await using second = await session(databaseUrl);
  const statements = [...indexes, mergeText(first.client, schema), ...(await analysesOf(first.client, schema))];
  const run = async ({ client }: PinnedClient, isOurs: (statement: Statement) => boolean) => {
    for (const { text } of statements.filter(isOurs)) await client.query(text);
  };
  await Promise.all([run(first, ({ table }) => table === LARGEST), run(second, ({ table }) => table !== LARGEST)]);
}

/** Flushes the pending list of the text index. Otherwise every search would scan that list. */
const mergeText = (client: ClientBase, schema: string): Statement => {
  const index = `${client.escapeIdentifier(schema)}.audit_reason_words`;
  return { table: LARGEST, text: `select gin_clean_pending_list(${client.escapeLiteral(index)})` };
};

async function session(databaseUrl: string): Promise<PinnedClient> {
  const pinned = await pinClient(databaseUrl, 'reprise rebuild indexes');
  await pinned.client.query(SETTINGS);
  return pinned;
}

/** Statements that collect statistics, except for columns that no condition uses. */
async function analysesOf(client: ClientBase, schema: string): Promise<Statement[]> {
  const { rows } = await client.query<Statement>(
    `select table_name as table, format('analyze %I.%I (%s)', table_schema, table_name, string_agg(format('%I', column_name), ', ')) as text
     from information_schema.columns where table_schema = $1 and data_type not in ('jsonb', 'bytea')
     group by table_schema, table_name`,
    [schema],
  );
  return rows;
}
