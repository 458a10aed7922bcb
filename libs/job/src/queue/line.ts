import { userOfActor } from '@reprise/contracts';
import type { JobState, PendingJob } from '../state.ts';
import type { QueueState } from './queue.ts';

/** A job in queue order. */
export interface InLine {
  readonly job_id: string;
  readonly priority: number;
  /** Sequence of the event that made it pending; determines its age. */
  readonly waiting_since: number;
  /** Actor who requested the attempt; absent in states recorded without it. */
  readonly asked_by?: string | undefined;
}

/** User whose share a job counts toward, regardless of the token that submitted it. */
export const sharerOf = (actor: string | undefined): string =>
  actor === undefined ? '' : (userOfActor(actor)?.userId ?? actor);

/** Slots that each user's running attempts take in a queue. `askedBy` maps job ids to actors. */
export function runningSlots(
  { taken }: QueueState,
  askedBy: (jobId: string) => string | undefined,
): ReadonlyMap<string, number> {
  const slots = new Map<string, number>();
  for (const slot of taken) {
    const person = sharerOf(askedBy(slot.job_id));
    slots.set(person, (slots.get(person) ?? 0) + (slot.slots ?? 1));
  }
  return slots;
}

/**
 * The order of a queue: by priority, then by fair share, then by age. With fair share, the next job belongs to the user
 * with the fewest slots, counting running jobs and one slot for each job ahead in the queue. Pure. Runners claim in
 * this order, and the page shows it.
 * @param running slots by user; absent if the queue is ordered by age
 */
export function inOrder<J extends InLine>(waiting: Iterable<J>, running: ReadonlyMap<string, number> | null): J[] {
  const byAge = [...waiting].sort((a, b) => b.priority - a.priority || a.waiting_since - b.waiting_since);
  if (running === null) return byAge;
  const ahead = new Map(running);
  // Each job of a user counts one more slot than the user's previous job. Sorting by that count is equivalent to
  // choosing the user with the fewest slots each time.
  const shares = new Map<J, number>();
  for (const job of byAge) {
    const person = sharerOf(job.asked_by);
    const share = ahead.get(person) ?? 0;
    shares.set(job, share);
    ahead.set(person, share + 1);
  }
  return byAge.sort(
    (a, b) => b.priority - a.priority || shares.get(a)! - shares.get(b)! || a.waiting_since - b.waiting_since,
  );
}

/** Whether a job waits for a slot: pending, unclaimed, not being cancelled. */
export const isWaiting = (job: JobState): job is PendingJob =>
  job.status === 'pending' && !job.claimed_by && !job.pending_action;

/** Jobs that wait for a slot of one queue, in order. @param jobs all open jobs, of any queue */
export function waitingLine(queue: string, state: QueueState, jobs: readonly JobState[]): PendingJob[] {
  const waiting = jobs.filter(isWaiting).filter((job) => job.queue === queue);
  if (waiting.length === 0 || state.order === 'age') return inOrder(waiting, null);
  const askedBy = new Map(jobs.map((job) => (job.status === 'unknown' ? ['', undefined] : [job.job_id, job.asked_by])));
  return inOrder(
    waiting,
    runningSlots(state, (jobId) => askedBy.get(jobId)),
  );
}
