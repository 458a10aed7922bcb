import type { AttemptView, JobView, PlannedStep, RecordedEvent, TaskView } from '@reprise/contracts';
import { decode } from '@reprise/event-log';
import { AuditEntity, type AttemptRow, type AuditRow } from '../../entities/index.ts';
import { rowsOf, UNMANAGED } from '../../entities/row.ts';
import { foldBatch } from '../../fold/fold-batch.ts';
import { attemptKey, noRows } from '../../fold/rows.ts';
import { fork, type ReadModel } from '../../read-model.ts';
import { attemptView } from '../attempts/attempts.ts';
import { jobView } from './job-view.ts';
import { attemptRevision } from '../attempts/known-plans.ts';
import { taskView } from '../attempts/tasks.ts';

/** A past state of a job. It has no allowed actions. */
export interface JobAsOf {
  readonly job: JobView;
  readonly attempts: readonly AttemptView[];
  /** In order of first appearance. */
  readonly tasks: readonly TaskView[];
}

/**
 * Folds the audit copy of a job's events up to `seq`, as the projector did at that time. Null before the job's first
 * event. Steps that were unknown at that time come from the job's own earlier attempts, not from other jobs.
 */
export async function readJobAsOf(readModel: ReadModel, jobId: string, seq: number): Promise<JobAsOf | null> {
  const where = { job_id: jobId, repeat_of: null, seq: { $lte: seq } };
  const found = await fork(readModel).find(AuditEntity, where, { ...UNMANAGED, orderBy: { seq: 'asc' } });
  const rows = foldBatch(noRows(), rowsOf(found).flatMap(eventOf));
  const job = rows.jobs.get(jobId);
  if (!job) return null;
  const attempt = rows.attempts.get(attemptKey(jobId, job.attempt));
  const attempts = [...rows.attempts.values()];
  const planOf = (row: AttemptRow | undefined) => latestPlan(attempts, attemptRevision(job, row));
  const view = jobView(job, attempt, null, 'unknown', planOf(attempt));
  return {
    job: { ...view, allowed_actions: [], cleanable: [], resumable: { possible: false, why: null, until: null } },
    attempts: attempts.map((row) => attemptView(row, planOf(row))),
    tasks: [...rows.tasks.values()].sort((a, b) => a.first_seq - b.first_seq).map(taskView),
  };
}

function latestPlan(attempts: readonly AttemptRow[], revision: string): readonly PlannedStep[] | null {
  const planned = attempts.filter((row) => row.started_at && row.pipeline_revision === revision && row.progress.plan);
  return planned.toSorted((a, b) => a.attempt - b.attempt).at(-1)?.progress.plan ?? null;
}

/** Sequence of the newest event in the tables; 0 before the first. */
export async function lastSeq(readModel: ReadModel): Promise<number> {
  const found = await fork(readModel).find(AuditEntity, {}, { ...UNMANAGED, orderBy: { seq: 'desc' }, limit: 1 });
  return rowsOf(found)[0]?.seq ?? 0;
}

function eventOf({ seq, stream_subject, stored_at, headers, payload, event_id }: AuditRow): RecordedEvent[] {
  // The event was quarantined.
  if (event_id === null) return [];
  const { event } = decode({ seq, subject: stream_subject, stored_at, headers: [...headers], payload });
  return event ? [event] : [];
}
