import type { EntityMetadata, EntityName } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import { PREPARED } from '../prepared-statements.ts';
import { pgJson, pgText } from './pg-values.ts';

/**
 * Upserts complete rows in one statement, with the columns and keys of the entity. Handwritten, because Kysely takes
 * longer to compile a fragment per column than Postgres takes to write.
 */
export async function writeRows<R extends object>(
  tx: EntityManager,
  entity: EntityName<R>,
  rows: readonly R[],
): Promise<void> {
  if (rows.length === 0) return;
  const meta = tx.getMetadata().get(entity);
  const values = meta.props.map(({ name, columnTypes: [type] }) => rows.map((row) => pgValue(row[name], type!)));
  await tx.getKysely().executeQuery(CompiledQuery.raw(insertInto(meta), values));
}

/** Has one parameter per column, which is the list of its values. */
function insertInto<R>({ tableName, props, primaryKeys }: EntityMetadata<R>): string {
  const names = props.map(({ name }) => `"${name}"`);
  const lists = props.map(({ columnTypes: [type] }, i) => `$${String(i + 1)}::${type!}[]`);
  return `${PREPARED} insert into "${tableName}" (${names.join(', ')}) select * from unnest(${lists.join(', ')})
    on conflict (${primaryKeys.map((name) => `"${name}"`).join(', ')})
    do update set (${names.join(', ')}) = row(${names.map((name) => `excluded.${name}`).join(', ')})`;
}

function pgValue(value: unknown, type: string): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'jsonb') return pgJson(value);
  return type === 'text' ? pgText(value as string) : value;
}
