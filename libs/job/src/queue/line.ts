import { userOfActor } from '@reprise/contracts';
import type { JobState, PendingJob } from '../state.ts';
import type { QueueState } from './queue.ts';

/** A job in the line of a queue. */
export interface InLine {
  readonly job_id: string;
  readonly priority: number;
  /** Sequence of the event that made it pending: its age. */
  readonly waiting_since: number;
  /** Actor that asked for the attempt; absent in states of before this was recorded. */
  readonly asked_by?: string | undefined;
}

/** Person whose share a job counts for, whichever of their tokens asked for it. */
export const sharerOf = (actor: string | undefined): string =>
  actor === undefined ? '' : (userOfActor(actor)?.userId ?? actor);

/** Slots that each person's running attempts take in a queue, of which `askedBy` gives the actors by job id. */
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
 * The order of a queue, next first: by priority, then by fair share, then by age. By fair share, the next job is always of
 * the person who has the fewest slots then, counting those that run and one for each of their jobs further ahead. Pure, and
 * the one order that runners claim by and people see.
 * @param running slots by person; left out by a queue that goes by age
 */
export function inOrder<J extends InLine>(waiting: Iterable<J>, running: ReadonlyMap<string, number> | null): J[] {
  const byAge = [...waiting].sort((a, b) => b.priority - a.priority || a.waiting_since - b.waiting_since);
  if (running === null) return byAge;
  const ahead = new Map(running);
  // A person's next job has one slot more ahead than the one before it: sorting by that is choosing the fewest each time.
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

/** Whether a job waits for a slot: pending, not claimed, not being cancelled. */
export const isWaiting = (job: JobState): job is PendingJob =>
  job.status === 'pending' && !job.claimed_by && !job.pending_action;

/** Jobs that wait for a slot of one queue, next first. @param jobs all open ones, of any queue */
export function waitingLine(queue: string, state: QueueState, jobs: readonly JobState[]): PendingJob[] {
  const waiting = jobs.filter(isWaiting).filter((job) => job.queue === queue);
  if (waiting.length === 0 || state.order === 'age') return inOrder(waiting, null);
  const askedBy = new Map(jobs.map((job) => (job.status === 'unknown' ? ['', undefined] : [job.job_id, job.asked_by])));
  return inOrder(
    waiting,
    runningSlots(state, (jobId) => askedBy.get(jobId)),
  );
}
