import type { HistoryEntry } from '@reprise/contracts';
import { isTaskFacts } from '@reprise/job';
import { AuditEntity } from '../entities/index.ts';
import { rowsOf, UNMANAGED } from '../entities/row.ts';
import { taskKey } from '../fold/rows.ts';
import { historyEntry } from '../queries/history.ts';
import type { TaskKey } from '../queries/attempts/tasks.ts';
import { fork, type ReadModel } from '../read-model.ts';

/** The changes of one or several committed batches: everything in `(after, seq]`. */
export interface Change {
  readonly after: number;
  readonly seq: number;
  readonly jobs: readonly string[];
  readonly tasks: readonly TaskKey[];
  /** Queues with their own events: paused, limited, a slot taken or released. */
  readonly queues: readonly string[];
  /** Entries of all jobs, ascending by seq. */
  readonly history: readonly (HistoryEntry & { readonly job_id: string })[];
}

/** Reads the changes in `(after, seq]` from the audit table. */
export async function readChange(readModel: ReadModel, after: number, seq: number): Promise<Change> {
  const announced = { $or: [{ job_id: { $ne: null } }, { queue: { $ne: null } }] };
  const where = { seq: { $gt: after, $lte: seq }, repeat_of: null, ...announced };
  const found = rowsOf(await fork(readModel).find(AuditEntity, where, { ...UNMANAGED, orderBy: { seq: 'asc' } }));
  const rows = found.filter(({ job_id }) => job_id !== null);
  const queues = [...new Set(found.flatMap(({ queue }) => queue ?? []))];
  const tasks = new Map<string, TaskKey>();
  const history = rows.map((row) => {
    const entry = { ...historyEntry(row), job_id: row.job_id! };
    const { hash } = entry.data;
    // Other events may have a field of this name that exceeds its limits.
    if (isTaskFacts(row) && typeof hash === 'string' && entry.attempt !== null) {
      const { job_id, attempt } = entry;
      tasks.set(taskKey(job_id, attempt, hash), { job_id, attempt, hash });
    }
    return entry;
  });
  const jobs = [...new Set(history.map((entry) => entry.job_id))];
  return { after, seq, jobs, tasks: [...tasks.values()], queues, history };
}
