import type { EntityManager, EntityName } from '@mikro-orm/postgresql';
import { isoTime } from './iso-time.ts';
import type { Row } from './row.ts';

/** Names of an entity's columns. */
export const namesOf = <E extends object>(em: EntityManager, entity: EntityName<E>): string[] =>
  em
    .getMetadata()
    .get(entity)
    .props.map(({ name }) => name);

/**
 * Returns a function that picks an entity's columns from a row that the driver returned. Does not create MikroORM
 * entities, because those cost more than all the folding.
 * @param names columns to pick; default: all
 */
export function reader<E extends object, K extends keyof Row<E> = keyof Row<E>>(
  em: EntityManager,
  entity: EntityName<E>,
  names?: readonly K[],
): (row: Readonly<Record<string, unknown>>) => Pick<Row<E>, K> {
  const { props } = em.getMetadata().get(entity);
  const taken = props
    .filter(({ name }) => names?.includes(name as unknown as K) ?? true)
    .map(({ name, columnTypes }) => ({ name: name as string, convert: conversions[columnTypes[0]!] }));
  return (row) => {
    const read: Record<string, unknown> = {};
    for (const { name, convert } of taken) {
      const value = row[name];
      read[name] = convert && value !== null ? convert(value as string) : value;
    }
    return read as Pick<Row<E>, K>;
  };
}

/** Conversions of columns that the driver returns as strings, by type. */
const conversions: Readonly<Record<string, (value: string) => unknown>> = {
  bigint: Number,
  timestamptz: isoTime,
};
