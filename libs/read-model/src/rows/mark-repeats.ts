import type { Kysely } from 'kysely';
import { anyOf, type Database } from '../database.ts';
import type { AuditRow } from '../entities/index.ts';

type Repeatable = Pick<AuditRow, 'seq' | 'event_id' | 'repeat_of'>;

/** Sets `repeat_of` if an earlier event, in this batch or before it, has the same id. */
export async function markRepeats<R extends Repeatable>(db: Kysely<Database>, batch: readonly R[]): Promise<R[]> {
  const ids = batch.map((row) => row.event_id).filter((id) => id !== null);
  const rows = await db
    .selectFrom('audit')
    .select(['event_id', 'seq'])
    .where('event_id', '=', anyOf(ids, 'uuid'))
    .where('repeat_of', 'is', null)
    .execute();
  const firstSeq = new Map(rows.map((row) => [row.event_id, row.seq]));
  return batch.map((row) => {
    if (row.event_id === null) return row;
    const first = firstSeq.get(row.event_id);
    if (first !== undefined) return { ...row, repeat_of: first };
    firstSeq.set(row.event_id, row.seq);
    return row;
  });
}
