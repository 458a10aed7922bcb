import type { EntityManager, EntityName } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { entities } from '../entities/index.ts';
import type { ReadModel } from '../read-model.ts';
import { snapshot } from '../transaction.ts';

/** SHA-256 of each table's rows in the order of its key: equal digests, equal projections. */
export const digest = (readModel: ReadModel): Promise<Record<string, string>> =>
  snapshot(readModel, (em) => digestsIn(em));

/** The same, in a snapshot of the caller's, without the columns `leftOut`. */
export async function digestsIn(em: EntityManager, leftOut: readonly string[] = []): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const entity of entities as readonly EntityName<object>[]) {
    const { tableName, primaryKeys, props } = em.getMetadata().get(entity);
    const columns = props.flatMap(({ fieldNames }) => fieldNames).filter((name) => !leftOut.includes(name));
    const refs = (names: readonly string[]) => sql.join(names.map((name) => sql.ref(`t.${name}`)));
    const rows = sql`string_agg(md5(row(${refs(columns)})::text), '' order by ${refs(primaryKeys.map(String))})`;
    const result = await sql<{ digest: string }>`
      select encode(sha256(convert_to(coalesce(${rows}, ''), 'UTF8')), 'hex') as digest
      from ${sql.table(tableName)} t`.execute(em.getKysely());
    digests[tableName] = result.rows[0]!.digest;
  }
  return digests;
}
