import type { EntityManager, EntityName } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import { namesOf, reader } from '../entities/reader.ts';
import type { Row } from '../entities/row.ts';

/** Which rows to read. */
export interface RowsWhere {
  /** SQL in which `$1` is the first value. */
  readonly condition: string;
  readonly values: readonly unknown[];
}

/**
 * Reads complete rows in the form that `writeRows` takes. Handwritten, because Kysely takes longer to compile a
 * fragment per column than Postgres takes to answer.
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
