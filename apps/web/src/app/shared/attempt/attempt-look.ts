import type { AttemptView, JobView } from '@reprise/contracts';
import type { IconName } from '../parts/icons.ts';
import { endingKey, hasEnded } from '../status/status.ts';

type AttemptLook = { key: string; icon: IconName; word: string; turning: boolean };

const LOOK: Record<AttemptView['status'], AttemptLook> = {
  pending: { key: 'pending', icon: 'circle-dashed', word: 'pending', turning: false },
  running: { key: 'running', icon: 'loader-circle', word: 'running', turning: true },
  succeeded: { key: 'completed', icon: 'circle-check', word: 'completed', turning: false },
  failed: { key: 'failed', icon: 'circle-x', word: 'failed', turning: false },
  cancelled: { key: 'cancelled', icon: 'ban', word: 'cancelled', turning: false },
};
const CANCELLING: AttemptLook = { key: 'cancelling', icon: 'octagon-x', word: 'cancelling', turning: false };

const PAUSED: AttemptLook = { key: 'paused', icon: 'circle-pause', word: 'paused', turning: false };

/**
 * Returns how an attempt's state is shown. For the current attempt, the job has more recent information: running,
 * paused, being cancelled or ended.
 */
export function attemptLook(
  { attempt, status }: Pick<AttemptView, 'attempt' | 'status'>,
  job: Pick<JobView, 'attempt' | 'pending_action' | 'status' | 'failure'> | null,
): AttemptLook {
  const open = status === 'pending' || status === 'running';
  if (!open || job?.attempt !== attempt) return LOOK[status];
  if (job.pending_action === 'cancelling') return CANCELLING;
  if (job.status === 'paused') return PAUSED;
  if (hasEnded(job)) return LOOK[ENDED[endingKey(job)]];
  return job.status === 'running' ? LOOK.running : LOOK[status];
}

const ENDED = { completed: 'succeeded', failed: 'failed', cancelled: 'cancelled' } as const;
