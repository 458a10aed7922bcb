import type { ClientBase } from 'pg';

/** Repeated events are known by it, so it has to be there while the tables are filled. */
const NEEDED = 'audit_event_id';

/** Drops the indexes that belong to no key and returns the statements that make them again. */
export async function dropSecondaryIndexes(client: ClientBase, schema: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select format('%I.%I', schemaname, indexname) as name, indexdef as definition from pg_indexes
     where schemaname = $1 and indexname <> $2 and not exists (
       select from pg_constraint where conindid = format('%I.%I', schemaname, indexname)::regclass)`,
    [schema, NEEDED],
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return rows.map((row) => row.definition);
}
