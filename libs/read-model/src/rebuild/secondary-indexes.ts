import type { ClientBase } from 'pg';
import { pinClient, type PinnedClient } from '../pinned-client.ts';

/**
 * For each index that is built: 64 MB, the default of Postgres, sorts a million entries in parts, and helpers of a build
 * only take the processor from the other one. Statistics are rough: autovacuum collects finer ones within minutes.
 */
const SETTINGS = `
  set maintenance_work_mem = '256MB'; set max_parallel_maintenance_workers = 0;
  set default_statistics_target = 25; set synchronous_commit = off`;

/** Statement about one table. */
interface Statement {
  readonly table: string;
  readonly text: string;
}

/** The table that nearly all the time goes to. */
const LARGEST = 'audit';
/**
 * The one of its indexes that entries come to in no order. In the others, an entry lies beside the one before or the last one
 * of its job, person or type: adding it costs less than reading the whole table once more for each index.
 */
const UNORDERED = 'audit_event_id';

/** Drops indexes that belong to no key and are made faster at the end. Returns the statements that make them again. */
export async function dropSecondaryIndexes(client: ClientBase, schema: string): Promise<Statement[]> {
  const { rows } = await client.query<Statement & { name: string }>(
    `select tablename as table, format('%I.%I', schemaname, indexname) as name, indexdef as text from pg_indexes
     where schemaname = $1 and (tablename <> $2 or indexname = $3) and not exists (
       select from pg_constraint where conindid = format('%I.%I', schemaname, indexname)::regclass)`,
    [schema, LARGEST, UNORDERED],
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  // Those over words take longest, so they come first.
  return rows.sort((a, b) => Number(b.text.includes('USING gin')) - Number(a.text.includes('USING gin')));
}

/**
 * Runs the statements that make indexes, completes the one over words, and collects the statistics that plans are made of:
 * those of expressions need their index first. A table cannot be indexed while its statistics are collected.
 */
export async function indexAndAnalyze(
  databaseUrl: string,
  schema: string,
  indexes: readonly Statement[],
): Promise<void> {
  await using first = await session(databaseUrl);
  await using second = await session(databaseUrl);
  const statements = [...indexes, mergeWords(first.client, schema), ...(await analysesOf(first.client, schema))];
  const run = async ({ client }: PinnedClient, isOurs: (statement: Statement) => boolean) => {
    for (const { text } of statements.filter(isOurs)) await client.query(text);
  };
  await Promise.all([run(first, ({ table }) => table === LARGEST), run(second, ({ table }) => table !== LARGEST)]);
}

/** Adds the words of reasons to their index: until then they wait in a list, which each search reads through. */
const mergeWords = (client: ClientBase, schema: string): Statement => {
  const index = `${client.escapeIdentifier(schema)}.audit_reason_words`;
  return { table: LARGEST, text: `select gin_clean_pending_list(${client.escapeLiteral(index)})` };
};

async function session(databaseUrl: string): Promise<PinnedClient> {
  const pinned = await pinClient(databaseUrl, 'reprise rebuild indexes');
  await pinned.client.query(SETTINGS);
  return pinned;
}

/** Statements that collect statistics; none of columns that no condition is on. */
async function analysesOf(client: ClientBase, schema: string): Promise<Statement[]> {
  const { rows } = await client.query<Statement>(
    `select table_name as table, format('analyze %I.%I (%s)', table_schema, table_name, string_agg(format('%I', column_name), ', ')) as text
     from information_schema.columns where table_schema = $1 and data_type not in ('jsonb', 'bytea')
     group by table_schema, table_name`,
    [schema],
  );
  return rows;
}
