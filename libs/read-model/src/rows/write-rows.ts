import type { EntityName } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { pgJson, pgText } from './pg-values.ts';

/** Writes whole rows in one statement; those that are there already are overwritten. Columns and keys are the entity's. */
export async function writeRows<R extends object>(
  tx: EntityManager,
  entity: EntityName<R>,
  rows: readonly R[],
): Promise<void> {
  if (rows.length === 0) return;
  const meta = tx.getMetadata().get(entity);
  const columns = meta.props.map(({ name, columnTypes: [type] }) => ({
    name: sql.ref(name),
    values: sql`${rows.map((row) => pgValue(row[name], type!))}::${sql.raw(type!)}[]`,
  }));
  const names = sql.join(columns.map((column) => column.name));
  const excluded = sql.join(columns.map((column) => sql`excluded.${column.name}`));
  await sql`
    insert into ${sql.table(meta.tableName)} (${names})
    select * from unnest(${sql.join(columns.map((column) => column.values))})
    on conflict (${sql.join(meta.primaryKeys.map((key) => sql.ref(key)))})
    do update set (${names}) = row(${excluded})`.execute(tx.getKysely());
}

function pgValue(value: unknown, type: string): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'jsonb') return pgJson(value);
  return type === 'text' ? pgText(value as string) : value;
}
