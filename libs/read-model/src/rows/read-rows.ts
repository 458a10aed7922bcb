import type { EntityManager, EntityName } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { isoTime } from '../entities/iso-time.ts';
import type { Row } from '../entities/row.ts';

/** Reads rows whole, as `writeRows` takes them. Without MikroORM's entities, which cost more than all the folding. */
export async function readRows<E extends object>(
  tx: EntityManager,
  entity: EntityName<E>,
  where: RawBuilder<unknown>,
): Promise<Row<E>[]> {
  const { tableName, props } = tx.getMetadata().get(entity);
  const names = sql.join(props.map(({ name }) => sql.ref(name)));
  const { rows } = await sql<Record<string, unknown>>`
    select ${names} from ${sql.table(tableName)} where ${where}`.execute(tx.getKysely());
  for (const { name, columnTypes } of props) {
    const convert = conversions[columnTypes[0]!];
    if (convert) for (const row of rows) if (row[name] !== null) row[name] = convert(row[name] as string);
  }
  return rows as Row<E>[];
}

/** Conversions of columns that the driver returns as text, by type. */
export const conversions: Readonly<Record<string, (value: string) => unknown>> = {
  bigint: Number,
  timestamptz: isoTime,
};
