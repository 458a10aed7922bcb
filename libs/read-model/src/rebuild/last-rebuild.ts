import type { LastRebuild } from '@reprise/contracts';
import { sql } from 'kysely';
import { fork, type ReadModel } from '../read-model.ts';

/** Writes down, in tables that a rebuild is about to swap in, how they were made. */
export async function noteRebuild(next: ReadModel, events: number, durationMs: number): Promise<void> {
  await sql`insert into last_rebuild (finished_at, events, duration_ms)
    values (now(), ${events}, ${Math.round(durationMs)})`.execute(fork(next).getKysely());
}

/** The rebuild that made the tables as they are now; null where they only ever followed the log. */
export async function readLastRebuild(readModel: ReadModel): Promise<LastRebuild | null> {
  const { rows } = await sql<{ finished_at: Date; events: string; duration_ms: string }>`
    select finished_at, events, duration_ms from last_rebuild`.execute(fork(readModel).getKysely());
  const [row] = rows;
  if (!row) return null;
  return {
    finished_at: new Date(row.finished_at).toISOString(),
    events: Number(row.events),
    duration_ms: Number(row.duration_ms),
  };
}
