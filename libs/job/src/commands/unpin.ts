import type { Decision } from '../decision.ts';
import { refuse, wrongStatus } from '../refusal.ts';
import { isOpen, type Job } from '../state.ts';
import type { CommandRules } from '../command-rules.ts';

interface Unpin {
  readonly name: 'unpin';
  readonly reason: string | null;
}

export const unpin = {
  decide: decideUnpin,
  effects: {
    job_unpinned: (job) => ({ ...job, pinned: undefined }),
  },
} satisfies CommandRules;

function decideUnpin(job: Job, { reason }: Unpin): Decision {
  if (isOpen(job)) return wrongStatus('unpin', job.status);
  if (!job.pinned) return refuse('not_pinned', 'Cannot unpin: this job is not pinned.');
  return [{ type: 'job_unpinned', data: { attempt: job.attempt, reason } }];
}
