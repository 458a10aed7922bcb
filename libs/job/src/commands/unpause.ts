import type { DataOf } from '@reprise/contracts';
import type { Decision } from '../decision.ts';
import { onlyCancelling, pending } from '../pending.ts';
import { refuse, wrongStatus } from '../refusal.ts';
import { isCancelling, isOpen, pausedMs, type Job, type OpenJob, type PausedJob, type RunningJob } from '../state.ts';
import type { CommandRules } from '../command-rules.ts';

interface Unpause {
  readonly name: 'unpause';
  readonly reason: string | null;
}
type ConfirmUnpause = { readonly name: 'confirm_unpause' } & DataOf<'unpaused'>;

export const unpause = {
  decide: decideUnpause,
  reports: { confirm_unpause: decideConfirmUnpause },
  attemptEffects: {
    unpause_requested: (job, event) => {
      if (job.status === 'running' && job.pending_action?.kind === 'pausing') return { ...job, pending_action: null };
      return job.status === 'paused' && !job.pending_action
        ? { ...job, pending_action: pending('unpausing', event) }
        : job;
    },
    unpaused: (job, { time }) => (job.status === 'paused' ? goOn(job, time) : job),
  },
} satisfies CommandRules;

/** Continues a paused job, or reverts a pause that has not taken effect. */
function decideUnpause(job: Job, { reason }: Unpause): Decision {
  const isPausing = job.status === 'running' && job.pending_action?.kind === 'pausing';
  if (job.status !== 'paused' && !isPausing) return wrongStatus('unpause', job.status);
  if (isOpen(job) && isCancelling(job)) return refuse('being_cancelled', 'Cannot unpause: the job is being cancelled.');
  if (job.status === 'paused' && job.pending_action) return [];
  return [{ type: 'unpause_requested', data: { attempt: job.attempt, reason } }];
}

function decideConfirmUnpause(job: OpenJob, { name: _, ...data }: ConfirmUnpause): Decision {
  if (job.pending_action?.kind !== 'unpausing')
    return refuse('no_unpause_requested', 'There is no longer a request to continue this attempt.');
  return [{ type: 'unpaused', data }];
}

function goOn({ pause, ...job }: PausedJob, time: string): RunningJob {
  const paused_ms = pausedMs({ ...job, pause }, time);
  return { ...job, status: 'running', paused_ms, pending_action: onlyCancelling(job.pending_action) };
}
