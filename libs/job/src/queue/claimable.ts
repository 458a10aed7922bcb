import type { OpenJob, PendingJob } from '../state.ts';
import { isOpenForClaims, type QueueState } from './queue.ts';
import { waitingLine } from './line.ts';

interface Chooser {
  readonly queueOf: (name: string) => QueueState;
  /** Free slots of the runner. */
  readonly free: number;
  /** Slots of the runner that a job takes. */
  readonly slotsOf: (job: PendingJob) => number;
  /** Whether the runner can run the job; it skips jobs that it cannot run. */
  readonly canRun: (job: PendingJob) => boolean;
}

/**
 * Returns the job that a runner claims next: the first job of all open queues; between queues with the same priority,
 * the job that has waited longest. Null if it does not fit yet: the runner reserves its free slots, so that small jobs
 * never starve a large one.
 */
export function nextToClaim(jobs: readonly OpenJob[], { queueOf, free, slotsOf, canRun }: Chooser): PendingJob | null {
  if (free <= 0) return null;
  const names = new Set(jobs.filter(({ status }) => status === 'pending').map(({ queue }) => queue));
  const heads = [...names]
    .map((name) => ({ name, state: queueOf(name) }))
    .filter(({ state }) => isOpenForClaims(state))
    .flatMap(({ name, state }) => waitingLine(name, state, jobs).find(canRun) ?? []);
  const [first] = heads.sort((a, b) => b.priority - a.priority || a.waiting_since - b.waiting_since);
  return first && slotsOf(first) <= free ? first : null;
}
