import type { LastRebuild } from '@reprise/contracts';
import { sql } from 'kysely';
import { databaseOf } from '../database.ts';
import { isoTime } from '../entities/iso-time.ts';
import { fork, type ReadModel } from '../read-model.ts';

/** Records in tables that are about to be swapped in how they were built. */
export async function noteRebuild(next: ReadModel, events: number, durationMs: number): Promise<void> {
  await databaseOf(fork(next))
    .insertInto('last_rebuild')
    .values({ finished_at: sql`now()`, events, duration_ms: Math.round(durationMs) })
    .execute();
}

/** Returns the rebuild that created the current tables; null if they only ever followed the log. */
export async function readLastRebuild(readModel: ReadModel): Promise<LastRebuild | null> {
  const row = await databaseOf(fork(readModel)).selectFrom('last_rebuild').selectAll().executeTakeFirst();
  if (!row) return null;
  return {
    finished_at: isoTime(row.finished_at),
    events: Number(row.events),
    duration_ms: Number(row.duration_ms),
  };
}
