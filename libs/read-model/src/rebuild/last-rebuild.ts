import type { LastRebuild } from '@reprise/contracts';
import { sql } from 'kysely';
import { databaseOf } from '../database.ts';
import { isoTime } from '../entities/iso-time.ts';
import { fork, type ReadModel } from '../read-model.ts';

/** Records how the tables were built in the tables that are about to replace the current ones. */
export async function noteRebuild(next: ReadModel, events: number, durationMs: number): Promise<void> {
  await databaseOf(fork(next))
    .insertInto('last_rebuild')
    .values({ finished_at: sql`now()`, events, duration_ms: Math.round(durationMs) })
    .execute();
}

/** Returns the rebuild that created the current tables; null if they have always followed the log. */
export async function readLastRebuild(readModel: ReadModel): Promise<LastRebuild | null> {
  const row = await databaseOf(fork(readModel)).selectFrom('last_rebuild').selectAll().executeTakeFirst();
  if (!row) return null;
  return {
    finished_at: isoTime(row.finished_at),
    events: Number(row.events),
    duration_ms: Number(row.duration_ms),
  };
}
