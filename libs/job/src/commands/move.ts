import type { Decision } from '../decision.ts';
import { refuse, wrongStatus } from '../refusal.ts';
import type { Job } from '../state.ts';
import type { CommandRules } from '../command-rules.ts';

interface Move {
  readonly name: 'move';
  /** A queue that exists. */
  readonly queue: string;
  readonly reason: string | null;
}

export const move = {
  decide: decideMove,
  // A queue that contains no job.
  trials: () => [{ queue: '' }],
  effects: {
    queue_changed: (job, { data }) => (job.status === 'pending' && !job.claimed_by ? { ...job, queue: data.to } : job),
  },
} satisfies CommandRules;

function decideMove(job: Job, { queue: to, reason }: Move): Decision {
  if (job.status !== 'pending') return wrongStatus('move', job.status);
  if (job.pending_action) return refuse('being_cancelled', 'Cannot move: the job is being cancelled.');
  if (job.claimed_by) return refuse('already_claimed', 'Cannot move: a runner is about to start the job.');
  return to === job.queue ? [] : [{ type: 'queue_changed', data: { from: job.queue, to, reason } }];
}
