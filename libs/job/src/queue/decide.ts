import { DEFAULT_QUEUE, type DataOf, type QueueEventType, type QueueOrder } from '@reprise/contracts';
import { refuse, type Refusal } from '../refusal.ts';
import { queueExists, type QueueState, type Slot } from './queue.ts';

/** A catalogue command for a queue, sent by a user, or by a service with a cause. */
export type QueueCommand =
  | ({ readonly name: 'pause_queue' | 'resume_queue' } & DataOf<'queue_paused'>)
  | { readonly name: 'limit_queue'; readonly limit: number | null; readonly reason: string | null }
  | { readonly name: 'order_queue'; readonly order: QueueOrder; readonly reason: string | null }
  | { readonly name: 'create_queue'; readonly reason: string | null }
  /** `open_jobs`: number of jobs that were waiting or running in it when the command was received. */
  | { readonly name: 'remove_queue'; readonly open_jobs: number; readonly reason: string | null };

export type SlotCommand = ({ readonly name: 'take_slot' } & Slot) | ({ readonly name: 'release_slot' } & Slot);

export type QueueDecided = { [T in QueueEventType]: { readonly type: T; readonly data: DataOf<T> } }[QueueEventType];

/** Events to append, in order; an empty list means no change. */
export type QueueDecision = readonly QueueDecided[] | Refusal;

/**
 * Decides a command for a queue. A service can lift only a pause that it set for the same cause, and never a user's. A
 * user's pause replaces a service's.
 */
export function decideQueue(queue: string, state: QueueState, command: QueueCommand): QueueDecision {
  const exists = queueExists(queue, state);
  if (command.name === 'create_queue')
    return exists
      ? refuse('queue_exists', `There is a queue ${queue} already.`)
      : [{ type: 'queue_created', data: { reason: command.reason } }];
  if (!exists) return refuse('unknown_queue', `There is no queue ${queue}.`);
  switch (command.name) {
    case 'pause_queue': {
      const { name: _, ...data } = command;
      return state.paused && (data.cause || !state.paused.cause) ? [] : [{ type: 'queue_paused', data }];
    }
    case 'resume_queue': {
      const { name: _, ...data } = command;
      const isOurs = state.paused && (!data.cause || data.cause === state.paused.cause);
      return isOurs ? [{ type: 'queue_resumed', data }] : [];
    }
    case 'remove_queue': {
      const open = Math.max(command.open_jobs, state.taken.length);
      if (queue === DEFAULT_QUEUE) return refuse('default_queue', 'The default queue cannot be removed.');
      if (open > 0)
        return refuse(
          'queue_not_empty',
          `Queue ${queue} has ${open} open ${open === 1 ? 'job' : 'jobs'}: move or cancel them, or wait for their end, then remove it.`,
        );
      return [{ type: 'queue_removed', data: { reason: command.reason } }];
    }
    case 'limit_queue': {
      const { limit: to, reason } = command;
      return to === state.limit ? [] : [{ type: 'concurrency_limit_changed', data: { from: state.limit, to, reason } }];
    }
    case 'order_queue': {
      const { order: to, reason } = command;
      const from = state.order ?? 'fair';
      return to === from ? [] : [{ type: 'queue_order_changed', data: { from, to, reason } }];
    }
  }
}

/** Decides about the slots of one queue. Releasing a slot that is not held is a no-op. */
export function decideSlot(state: QueueState, { name, ...slot }: SlotCommand): QueueDecision {
  const held = state.taken.some((taken) => taken.job_id === slot.job_id && taken.attempt === slot.attempt);
  if (name === 'release_slot') return held ? [{ type: 'slot_released', data: slot }] : [];
  if (held) return refuse('slot_held', 'This attempt holds a slot already.');
  if (state.paused) return refuse('queue_paused', 'The queue is paused.');
  if (state.limit !== null && state.taken.length >= state.limit)
    return refuse('queue_full', `All ${state.limit} slots of the queue are taken.`);
  return [{ type: 'slot_taken', data: slot }];
}
