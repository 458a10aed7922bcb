import type { LifecycleEvent, Recorded } from '@reprise/contracts';
import { isOpen, isWaiting, pendingAction, type Job } from '@reprise/job';
import type { AttemptRow, JobRow } from '../entities/index.ts';
import { membershipColumns } from '../entities/membership.ts';
import { CANCELLED } from './cancelled-failure.ts';

type Event = Recorded<LifecycleEvent>;

/**
 * Returns the job's row after an event that led to `state` and to the attempt's row. Only `submitted` creates a row.
 */
export function foldJob(row: JobRow | undefined, event: Event, state: Job, attempt: AttemptRow | undefined): JobRow {
  const ended = attempt?.completed_at ?? event.time;
  const removed = event.type === 'cleaned' && !isOpen(state) && state.results_cleaned ? { outputs: [] } : {};
  return {
    ...row,
    ...shown(event, ended),
    ...removed,
    ...columnsOf(state),
    life_seq: event.seq,
    last_seq: event.seq,
  } as JobRow;
}

function columnsOf(state: Job) {
  const { job_id, sample_name, status, pipeline, queue, priority, waiting_since, attempt } = state;
  return {
    job_id,
    sample_name,
    status,
    pipeline,
    labels: state.labels ?? {},
    ...membershipColumns(state),
    queue,
    priority,
    waiting_since,
    attempt,
    state,
    cause: state.status === 'failed' ? state.cause : null,
    pending_action: pendingAction(state)?.kind ?? null,
    waiting: isWaiting(state),
  };
}

/** Columns for display, which decisions do not need. */
function shown(event: Event, completed_at: string): Partial<JobRow> {
  const reopened = { completed_at: null, error_message: null, qc: null };
  switch (event.type) {
    case 'submitted':
      return {
        ...reopened,
        created_at: event.time,
        created_by: event.actor,
        reason: event.data.reason,
        outputs: [],
      };
    case 'rerun_requested':
      return { ...reopened, outputs: [] };
    case 'resume_requested':
    case 'restart_requested':
      return reopened;
    case 'attempt_succeeded':
      return { completed_at, outputs: event.data.outputs };
    case 'attempt_failed':
      return { completed_at, error_message: event.data.message };
    case 'attempt_cancelled':
      return { completed_at, error_message: CANCELLED };
    default:
      return {};
  }
}
