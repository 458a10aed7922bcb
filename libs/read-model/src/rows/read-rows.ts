import type { EntityManager, EntityName } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import { namesOf, reader } from '../entities/reader.ts';
import type { Row } from '../entities/row.ts';

/** Which rows to read. */
export interface RowsWhere {
  /** SQL, with `$1` for the first value. */
  readonly condition: string;
  readonly values: readonly unknown[];
}

/**
 * Reads complete rows, as `writeRows` takes them. Without a fragment per column, which takes Kysely longer to compile
 * than Postgres to answer.
 */
export async function readRows<E extends object>(
  tx: EntityManager,
  entity: EntityName<E>,
  { condition, values }: RowsWhere,
): Promise<Row<E>[]> {
  const { tableName } = tx.getMetadata().get(entity);
  const names = namesOf(tx, entity).map((name) => `"${name}"`);
  const text = `select ${names.join(', ')} from "${tableName}" where ${condition}`;
  const { rows } = await tx.getKysely().executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, [...values]));
  return rows.map(reader(tx, entity));
}
