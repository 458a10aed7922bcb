import type { ClientBase } from 'pg';
import { pinClient } from '../pinned-client.ts';

/** Indexes that are built at the same time. */
const AT_ONCE = 2;
/** Per index that is built; the default of Postgres, 64 MB, sorts a million entries in parts. */
const MEMORY = '256MB';

/** Drops the indexes that belong to no key and returns the statements that make them again. */
export async function dropSecondaryIndexes(client: ClientBase, schema: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select format('%I.%I', schemaname, indexname) as name, indexdef as definition from pg_indexes
     where schemaname = $1 and not exists (
       select from pg_constraint where conindid = format('%I.%I', schemaname, indexname)::regclass)`,
    [schema],
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  // Those over words take longest, so they come first.
  return rows
    .map((row) => row.definition)
    .sort((a, b) => Number(b.includes('USING gin')) - Number(a.includes('USING gin')));
}

/** Runs the statements that make indexes. */
export async function buildIndexes(databaseUrl: string, definitions: readonly string[]): Promise<void> {
  const waiting = [...definitions];
  const build = async (): Promise<void> => {
    await using pinned = await pinClient(databaseUrl, 'reprise rebuild indexes');
    await pinned.client.query(`set maintenance_work_mem = '${MEMORY}'; set synchronous_commit = off`);
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await pinned.client.query(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, build));
}

/** Collects the statistics that plans are made of; of columns that no condition is on, it collects none. */
export async function analyze(client: ClientBase, schema: string): Promise<void> {
  const { rows } = await client.query<{ name: string; columns: string }>(
    `select format('%I.%I', table_schema, table_name) as name, string_agg(format('%I', column_name), ', ') as columns
     from information_schema.columns where table_schema = $1 and data_type not in ('jsonb', 'bytea') group by 1`,
    [schema],
  );
  for (const { name, columns } of rows) await client.query(`analyze ${name} (${columns})`);
}
