import type { EntityManager, EntityName } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import { isoTime } from '../entities/iso-time.ts';
import type { Row } from '../entities/row.ts';

/** Which rows to read. */
export interface RowsWhere {
  /** SQL, with `$1` for the first value. */
  readonly condition: string;
  readonly values: readonly unknown[];
}

/**
 * Reads complete rows, as `writeRows` takes them. Without MikroORM's entities, which cost more than all the folding,
 * and without a fragment per column, which takes Kysely longer to compile than Postgres to answer.
 */
export async function readRows<E extends object>(
  tx: EntityManager,
  entity: EntityName<E>,
  { condition, values }: RowsWhere,
): Promise<Row<E>[]> {
  const { tableName, props } = tx.getMetadata().get(entity);
  const names = props.map(({ name }) => `"${name}"`).join(', ');
  const text = `select ${names} from "${tableName}" where ${condition}`;
  const { rows } = await tx.getKysely().executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, [...values]));
  for (const { name, columnTypes } of props) {
    const convert = conversions[columnTypes[0]!];
    if (convert) for (const row of rows) if (row[name] !== null) row[name] = convert(row[name] as string);
  }
  return rows as Row<E>[];
}

/** Conversions of columns that the driver returns as strings, by type. */
const conversions: Readonly<Record<string, (value: string) => unknown>> = {
  bigint: Number,
  timestamptz: isoTime,
};
