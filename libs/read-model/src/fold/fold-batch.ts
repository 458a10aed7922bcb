import {
  isJobEvent,
  isLifecycle,
  isQueueEvent,
  isTaskEvent,
  type LifecycleEvent,
  type QueueEvent,
  type Recorded,
  type RecordedEvent,
  type TaskEvent,
} from '@reprise/contracts';
import { emptyQueue, evolve, evolveAttempt, evolveQueue, isTaskFacts, objectionTo, unknownJob } from '@reprise/job';
import { foldAttempt } from './fold-attempt.ts';
import { foldJob } from './fold-job.ts';
import { attemptKey, noRows, taskKey, type Rows } from './rows.ts';

/**
 * Returns the rows that the events change, given the rows that they affect. Each event occurs once, in log order. Pure
 * and total, like `evolve`: events about unknown resources change nothing, and `onQuarantined` receives each event that
 * cannot be applied, with the reason.
 */
export function foldBatch(
  before: Rows,
  events: readonly RecordedEvent[],
  onQuarantined: (seq: number, reason: string) => void = () => undefined,
): Rows {
  const batch = { before, changed: noRows() };
  for (const event of events)
    try {
      foldEvent(batch, event);
    } catch (error) {
      onQuarantined(event.seq, `cannot be applied: ${String(error)}`);
    }
  return batch.changed;
}

function foldEvent(batch: Batch, event: RecordedEvent): void {
  if (isLifecycle(event) || isTaskEvent(event)) assertAdmitted(batch, event);
  if (isLifecycle(event)) foldLifecycle(batch, event);
  else if (isQueueEvent(event)) foldQueue(batch, event);
  else if (isJobEvent(event)) {
    if (isTaskEvent(event)) foldTask(batch, event);
    touchJob(batch, event);
    if (event.type === 'qc_measured') foldVerdict(batch, event);
  }
}

/** @throws Error if the event cannot follow the events before it */
function assertAdmitted(batch: Batch, event: LifecycleEvent | TaskEvent): void {
  const job = now(batch, 'jobs', event.subject)?.state ?? unknownJob;
  const attempt =
    'attempt' in event.data ? now(batch, 'attempts', attemptKey(event.subject, event.data.attempt)) : undefined;
  const objection = objectionTo(event, job, attempt);
  if (objection !== null) throw new Error(objection);
}

/** Returns the current row: as changed by this batch, or else as loaded. */
interface Batch {
  readonly before: Rows;
  readonly changed: Rows;
}
function now<T extends keyof Rows>({ before, changed }: Batch, table: T, key: string) {
  return (changed[table].get(key) ?? before[table].get(key)) as Rows[T] extends Map<string, infer R>
    ? R | undefined
    : never;
}

function foldLifecycle(batch: Batch, event: Recorded<LifecycleEvent>): void {
  const row = now(batch, 'jobs', event.subject);
  const state = row?.state ?? unknownJob;
  const next = evolve(state, event);
  if (next.status === 'unknown') return;
  if (next === state && row) {
    batch.changed.jobs.set(row.job_id, { ...row, life_seq: event.seq, last_seq: event.seq });
    return;
  }
  const key = attemptKey(event.subject, next.attempt);
  const attempt = foldAttempt(now(batch, 'attempts', key), event, next);
  if (attempt) batch.changed.attempts.set(key, attempt);
  batch.changed.jobs.set(event.subject, foldJob(row, event, next, attempt));
}

function foldTask(batch: Batch, event: Recorded<TaskEvent>): void {
  const { subject: job_id, data } = event;
  const key = attemptKey(job_id, data.attempt);
  const attempt = now(batch, 'attempts', key);
  if (!attempt) return;
  const hash = isTaskFacts(event) ? event.data.hash : undefined;
  const known = hash === undefined ? undefined : now(batch, 'tasks', taskKey(job_id, data.attempt, hash));
  const { progress, task } = evolveAttempt(attempt.progress, known?.facts, event);
  batch.changed.attempts.set(key, { ...attempt, progress });
  if (hash === undefined || !task) return;
  const row = { job_id, attempt: data.attempt, hash, first_seq: known?.first_seq ?? event.seq, facts: task };
  batch.changed.tasks.set(taskKey(job_id, data.attempt, hash), row);
}

function touchJob(batch: Batch, event: RecordedEvent): void {
  const row = now(batch, 'jobs', event.subject);
  if (row) batch.changed.jobs.set(row.job_id, { ...row, last_seq: event.seq });
}

/** Reports about earlier attempts do not affect the current one. */
function foldVerdict(batch: Batch, { subject, data }: Extract<Recorded<TaskEvent>, { type: 'qc_measured' }>): void {
  const row = now(batch, 'jobs', subject);
  if (row?.attempt === data.attempt) batch.changed.jobs.set(subject, { ...row, qc: data.verdict });
}

function foldQueue(batch: Batch, event: Recorded<QueueEvent>): void {
  const name = event.subject;
  const state = evolveQueue(now(batch, 'queues', name)?.state ?? emptyQueue, event);
  batch.changed.queues.set(name, { name, last_seq: event.seq, state });
}
