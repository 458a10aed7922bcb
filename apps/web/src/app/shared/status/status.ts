import type { FailureView, JobView, TaskStatus } from '@reprise/contracts';
import type { IconName } from '../parts/icons.ts';

/** Status as displayed: the job's own, or its pending action. */
export type StatusKey =
  | 'pending'
  | 'running'
  | 'paused'
  | 'pausing'
  | 'unpausing'
  | 'cancelling'
  | 'cleaning'
  | 'completed'
  | 'failed'
  | 'cancelled';

type Look = { word: string; icon: IconName; turning?: boolean };

export const STATUS: Record<StatusKey, Look> = {
  pending: { word: 'Pending', icon: 'circle-dashed' },
  running: { word: 'Running', icon: 'loader-circle', turning: true },
  paused: { word: 'Paused', icon: 'circle-pause' },
  pausing: { word: 'Pausing', icon: 'circle-pause' },
  unpausing: { word: 'Unpausing', icon: 'circle-pause' },
  cleaning: { word: 'Cleaning', icon: 'brush-cleaning' },
  cancelling: { word: 'Cancelling', icon: 'octagon-x' },
  completed: { word: 'Completed', icon: 'circle-check' },
  failed: { word: 'Failed', icon: 'circle-x' },
  cancelled: { word: 'Cancelled', icon: 'ban' },
};

type Shown = Pick<JobView, 'status' | 'pending_action'> & { failure: Pick<FailureView, 'cause'> | null };

export function statusKey(job: Shown): StatusKey {
  return job.pending_action ?? (hasEnded(job) ? endingKey(job) : job.status);
}

export type EndingKey = 'completed' | 'failed' | 'cancelled';

/** Outcome of a job that has ended, regardless of pending actions. */
export function endingKey({ status, failure }: Shown): EndingKey {
  if (status === 'completed') return 'completed';
  return failure?.cause === 'cancelled' ? 'cancelled' : 'failed';
}

/** Whether the job's current attempt has ended. */
export const hasEnded = (job: Pick<JobView, 'status'>): boolean =>
  job.status === 'completed' || job.status === 'failed';

export const TASK_STATUS: Record<TaskStatus, Look & { key: string }> = {
  submitted: { word: 'Queued', icon: 'circle-dashed', key: 'pending' },
  running: { word: 'Running', icon: 'loader-circle', turning: true, key: 'running' },
  cached: { word: 'Cached', icon: 'layers', key: 'cached' },
  completed: { word: 'Completed', icon: 'circle-check', key: 'completed' },
  failed: { word: 'Failed', icon: 'circle-x', key: 'failed' },
  retried: { word: 'Retried', icon: 'repeat', key: 'retried' },
  aborted: { word: 'Aborted', icon: 'circle-minus', key: 'aborted' },
};
