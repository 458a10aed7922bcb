import type { DataOf, PauseMode } from '@reprise/contracts';
import type { Decision } from '../decision.ts';
import { onlyCancelling, pending } from '../pending.ts';
import { refuse, wrongStatus } from '../refusal.ts';
import type { Job, OpenJob } from '../state.ts';
import type { CommandRules } from '../command-rules.ts';

interface Pause {
  readonly name: 'pause';
  readonly reason: string | null;
  readonly mode: PauseMode;
}
type ConfirmPause = { readonly name: 'confirm_pause' } & DataOf<'paused'>;

export const pause = {
  decide: decidePause,
  trials: () => [{ mode: 'freeze' }],
  reports: { confirm_pause: decideConfirmPause },
  attemptEffects: {
    pause_requested: (job, event) =>
      job.status === 'running' && !job.pending_action
        ? { ...job, pending_action: { ...pending('pausing', event), mode: event.data.mode } }
        : job,
    paused: (job, { data, time }) =>
      job.status === 'running'
        ? {
            ...job,
            status: 'paused',
            pause: { mode: data.mode, since: time },
            pending_action: onlyCancelling(job.pending_action),
          }
        : job,
  },
} satisfies CommandRules;

function decidePause(job: Job, { reason, mode }: Pause): Decision {
  if (job.status !== 'running') return wrongStatus('pause', job.status);
  if (job.pending_action?.kind === 'cancelling')
    return refuse('being_cancelled', 'Cannot pause: the job is being cancelled.');
  if (job.pending_action) return [];
  return [{ type: 'pause_requested', data: { attempt: job.attempt, reason, mode } }];
}

/**
 * Refused if the pause was reverted or requested again in a different mode, or if a cancel was requested in the
 * meantime.
 */
function decideConfirmPause(job: OpenJob, { name: _, ...data }: ConfirmPause): Decision {
  if (job.pending_action?.kind !== 'pausing' || job.pending_action.mode !== data.mode)
    return refuse('no_pause_requested', 'There is no longer a request to pause this attempt.');
  return [{ type: 'paused', data }];
}
