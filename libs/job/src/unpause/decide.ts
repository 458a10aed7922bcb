import type { Decision } from '../decision.ts';
import { refuse, wrongStatus } from '../refusal.ts';
import { isCancelling, isOpen, type Job } from '../state.ts';

export interface Unpause {
  readonly name: 'unpause';
  readonly reason: string | null;
}

/** Lets a paused job go on, or takes back a pause that has not taken effect. */
export function decideUnpause(job: Job, { reason }: Unpause): Decision {
  const isPausing = job.status === 'running' && job.pending_action?.kind === 'pausing';
  if (job.status !== 'paused' && !isPausing) return wrongStatus('unpause', job.status);
  if (isOpen(job) && isCancelling(job)) return refuse('being_cancelled', 'Cannot unpause: the job is being cancelled.');
  if (job.status === 'paused' && job.pending_action) return [];
  return [{ type: 'unpause_requested', data: { attempt: job.attempt, reason } }];
}
