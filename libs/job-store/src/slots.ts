import { isEndingEvent } from '@reprise/contracts';
import { decideSlot, type Decided, type Job, type JobCommand, type KnownQueue, type QueueDecision } from '@reprise/job';
import type { JobStates } from './job-states.ts';

export interface SlotDecision {
  /** Name of the queue. */
  readonly name: string;
  readonly queue: KnownQueue;
  readonly decision: QueueDecision;
}

/**
 * Decides how events of a job affect its queue's slots. A claim takes a slot, and the end of a claimed attempt releases
 * its slot, even if another runner took it. Null if there is no effect.
 */
export async function decideSlots(
  states: JobStates,
  job: Job,
  events: readonly Decided[],
  command: JobCommand,
): Promise<SlotDecision | null> {
  const claim = events.find((event) => event.type === 'attempt_claimed');
  if (claim) {
    const queue = await states.queue(job.queue);
    const slots = command.name === 'claim' && command.slots ? { slots: command.slots } : {};
    const slot = { job_id: job.job_id, ...claim.data, ...slots };
    return { name: job.queue, queue, decision: decideSlot(queue.state, { name: 'take_slot', ...slot }) };
  }
  if (!('claimed_by' in job && job.claimed_by) || !events.some(({ type }) => isEndingEvent(type))) return null;
  let queue = await states.queue(job.queue);
  if (!slotOf(queue, job)) {
    // A follower of the log may see a claim before the slot of the claim.
    await states.refreshQueue(job.queue);
    queue = await states.queue(job.queue);
  }
  const slot = slotOf(queue, job);
  return slot ? { name: job.queue, queue, decision: decideSlot(queue.state, { name: 'release_slot', ...slot }) } : null;
}

const slotOf = ({ state }: KnownQueue, { job_id, attempt }: Job) =>
  state.taken.find((slot) => slot.job_id === job_id && slot.attempt === attempt);
