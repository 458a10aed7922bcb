import type { EntityManager, EntityName } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { entities } from '../entities/index.ts';
import type { ReadModel } from '../read-model.ts';
import { snapshot } from '../transaction.ts';

/** A digest of each table's rows, independent of their order: equal digests mean equal projections. */
export const digest = (readModel: ReadModel): Promise<Record<string, string>> =>
  snapshot(readModel, (em) => digestsIn(em));

/** Computes the same digest in a given snapshot, without the `table`s and `table.column`s in `leftOut`. */
export async function digestsIn(em: EntityManager, leftOut: readonly string[] = []): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const entity of entities as readonly EntityName<object>[]) {
    const { tableName, props } = em.getMetadata().get(entity);
    if (leftOut.includes(tableName)) continue;
    const columns = props
      .flatMap(({ fieldNames }) => fieldNames)
      .filter((name) => !leftOut.includes(`${tableName}.${name}`));
    const row = sql`row(${sql.join(columns.map((name) => sql.ref(`t.${name}`)))})`;
    // Sum and exclusive or need no sorting. Each row is hashed once, which takes most of the time.
    const result = await sql<{ digest: string }>`
      select concat_ws(' ', count(*), sum(hash), bit_xor(hash)) as digest
      from (select hash_record_extended(${row}, 1) as hash from ${sql.table(tableName)} t) h`.execute(em.getKysely());
    digests[tableName] = result.rows[0]!.digest;
  }
  return digests;
}
