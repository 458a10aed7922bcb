import type { EntityManager, InferKyselyDB } from '@mikro-orm/postgresql';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { entities } from './entities/index.ts';

/** This table has no key, so it has no entity. */
interface LastRebuildTable {
  finished_at: string;
  events: string | number;
  duration_ms: string | number;
}

export type Database = InferKyselyDB<(typeof entities)[number]> & { last_rebuild: LastRebuildTable };

/**
 * Returns typed queries, in the transaction of `em` if there is one. Columns are converted as the entities define,
 * unless the table or column has an alias, because MikroORM converts by name.
 */
export const databaseOf = (em: EntityManager): Kysely<Database> => em.getKysely<Database>({ convertValues: true });

/**
 * The right side of `= any(…)`: passes a list as one parameter, so that the statement does not depend on the length of
 * the list.
 */
export const anyOf = <T>(values: readonly T[], type: 'bigint' | 'text' | 'uuid'): RawBuilder<T> =>
  sql<T>`any(${values}::${sql.raw(type)}[])`;
