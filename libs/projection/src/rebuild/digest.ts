import type { EntityName } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { entities } from '../entities/index.ts';
import type { ReadModel } from '../read-model.ts';
import { snapshot } from '../transaction.ts';

/** SHA-256 of each table's rows in the order of its key: equal digests, equal projections. */
export function digest(readModel: ReadModel): Promise<Record<string, string>> {
  return snapshot(readModel, async (em) => {
    const digests: Record<string, string> = {};
    for (const entity of entities as readonly EntityName<object>[]) {
      const { tableName, primaryKeys } = em.getMetadata().get(entity);
      const keys = sql.join(primaryKeys.map((key) => sql.ref(`t.${String(key)}`)));
      const rows = sql`string_agg(md5(t::text), '' order by ${keys})`;
      const result = await sql<{ digest: string }>`
        select encode(sha256(convert_to(coalesce(${rows}, ''), 'UTF8')), 'hex') as digest
        from ${sql.table(tableName)} t`.execute(em.getKysely());
      digests[tableName] = result.rows[0]!.digest;
    }
    return digests;
  });
}
