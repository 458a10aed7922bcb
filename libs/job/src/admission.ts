import type { LifecycleEvent, TaskEvent } from '@reprise/contracts';
import { isOfHolder } from './holder.ts';
import type { JobState } from './state.ts';

/** The attempt that an event is about, as it was before the event. */
interface ClaimedAttempt {
  readonly attempt: number;
  /** Runner that claimed it; null if unclaimed. */
  readonly runner_id: string | null;
}

/**
 * Returns why an event cannot follow the job's history, as a sentence for people; null if it can. This is the only
 * admission rule: the projector quarantines what it rejects, and `evolve` ignores it, so that no runner acts on it.
 * Services append with an expected sequence and never get here; only a forger with their login does.
 * @param attempt the attempt that the event names; undefined if the history has no such attempt
 */
export function objectionTo(
  event: LifecycleEvent | TaskEvent,
  job: JobState,
  attempt: ClaimedAttempt | undefined,
): string | null {
  if (event.type === 'submitted') return job.status === 'unknown' ? null : 'the job was submitted before';
  // Files are deleted by the runner that stores them, which is not always the attempt's runner.
  if (!attempt || event.type === 'cleaned' || event.type === 'clean_failed') return null;
  const holder = attempt.runner_id === null ? 'no runner' : `runner ${attempt.runner_id}`;
  if (!isOfHolder(event, attempt.runner_id))
    return `its source is ${event.source}, but ${holder} has claimed attempt ${String(attempt.attempt)}`;
  if (event.type === 'attempt_claimed' && !isClaimable(job, attempt.attempt))
    return `attempt ${String(attempt.attempt)} is not waiting for a claim`;
  return null;
}

const isClaimable = (job: JobState, attempt: number): boolean =>
  job.status === 'pending' && job.attempt === attempt && job.claimed_by === null && job.pending_action === null;
