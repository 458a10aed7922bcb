import type { OpenJob, PendingJob } from '../state.ts';
import { isOpenForClaims, type QueueState } from './queue.ts';
import { waitingLine } from './line.ts';

interface Chooser {
  readonly queueOf: (name: string) => QueueState;
  /** Slots of the runner that are free. */
  readonly free: number;
  /** Slots of the runner that a job takes. */
  readonly slotsOf: (job: PendingJob) => number;
  /** Whether the runner can run the job; one that it cannot run holds nobody up. */
  readonly canRun: (job: PendingJob) => boolean;
}

/**
 * The job that a runner claims next: the first in line of all queues that are open, and of two queues with the same
 * priority the job that waits longer. Null where it does not fit yet: the runner keeps its slots free for it, so that
 * small jobs behind a large one never starve it.
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
