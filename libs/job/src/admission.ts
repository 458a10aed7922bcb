import type { LifecycleEvent, TaskEvent } from '@reprise/contracts';
import { isOfHolder } from './holder.ts';
import type { JobState } from './state.ts';

/** Attempt that an event is about, as it was before the event. */
interface ClaimedAttempt {
  readonly attempt: number;
  /** Runner that claimed it; null if none did. */
  readonly runner_id: string | null;
}

/**
 * Returns why an event cannot follow what the job's history holds, for people; null if it can. The one admission rule:
 * the projector sets aside what it rejects, and `evolve` gives it no effect, so that no runner acts on it. Services
 * append with an expected sequence and do not get here; a forger with their login does.
 * @param attempt the attempt that the event names; undefined if the history has none such
 */
export function objectionTo(
  event: LifecycleEvent | TaskEvent,
  job: JobState,
  attempt: ClaimedAttempt | undefined,
): string | null {
  if (event.type === 'submitted') return job.status === 'unknown' ? null : 'the job was submitted before';
  // The end of a clean comes from the runner with the files, which need not be that of the attempt.
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
