import type { AttemptView, JobView, RecordedEvent, TaskView } from '@reprise/contracts';
import { decode } from '@reprise/event-log';
import { AuditEntity, type AuditRow } from '../entities/index.ts';
import { rowsOf, UNMANAGED } from '../entities/row.ts';
import { foldBatch } from '../fold/fold-batch.ts';
import { attemptKey, noRows } from '../fold/rows.ts';
import { fork, type ReadModel } from '../read-model.ts';
import { attemptView } from './attempts.ts';
import { jobView } from './job-view.ts';
import { taskView } from './tasks.ts';

/** A job as it read after one of its events. Nothing can be done about the past, so it allows no action. */
export interface JobAsOf {
  readonly job: JobView;
  readonly attempts: readonly AttemptView[];
  /** As they were first seen. */
  readonly tasks: readonly TaskView[];
}

/** Folds the audit copy of a job's events up to `seq`, as the projector folded them then. Null before its first event. */
export async function readJobAsOf(readModel: ReadModel, jobId: string, seq: number): Promise<JobAsOf | null> {
  const where = { job_id: jobId, repeat_of: null, seq: { $lte: seq } };
  const found = await fork(readModel).find(AuditEntity, where, { ...UNMANAGED, orderBy: { seq: 'asc' } });
  const rows = foldBatch(noRows(), rowsOf(found).flatMap(eventOf));
  const job = rows.jobs.get(jobId);
  if (!job) return null;
  const view = jobView(job, rows.attempts.get(attemptKey(jobId, job.attempt)), null, 'unknown');
  return {
    job: { ...view, allowed_actions: [], resumable: { possible: false, why: null, until: null } },
    attempts: [...rows.attempts.values()].map((row) => attemptView(row)),
    tasks: [...rows.tasks.values()].sort((a, b) => a.first_seq - b.first_seq).map(taskView),
  };
}

/** The sequence of the newest event that the tables hold; 0 before the first. */
export async function lastSeq(readModel: ReadModel): Promise<number> {
  const found = await fork(readModel).find(AuditEntity, {}, { ...UNMANAGED, orderBy: { seq: 'desc' }, limit: 1 });
  return rowsOf(found)[0]?.seq ?? 0;
}

function eventOf({ seq, stream_subject, stored_at, headers, payload, event_id }: AuditRow): RecordedEvent[] {
  // It was set aside.
  if (event_id === null) return [];
  const { event } = decode({ seq, subject: stream_subject, stored_at, headers: [...headers], payload });
  return event ? [event] : [];
}
