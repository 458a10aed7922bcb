import type { HistoryEntry } from '@reprise/contracts';
import { AuditEntity } from '../entities/index.ts';
import { rowsOf, UNMANAGED } from '../entities/row.ts';
import { fork, type ReadModel } from '../read-model.ts';
import { historyEntry } from './history.ts';

/** The event of this job's `life` or `refused` history with this id: for idempotent commands. */
export async function findEvent(readModel: ReadModel, jobId: string, eventId: string): Promise<HistoryEntry | null> {
  const where = { event_id: eventId, job_id: jobId, kind: { $in: ['life', 'refused'] }, repeat_of: null };
  const [row] = rowsOf(await fork(readModel).find(AuditEntity, where, UNMANAGED));
  return row ? historyEntry(row) : null;
}
