import type { DataOf, QueueEvent, QueueEventType, QueuePauseCause, Recorded } from '@reprise/contracts';
import { refuse, type Refusal } from './refusal.ts';
import type { JobState, PendingJob } from './state.ts';

export interface Slot {
  readonly job_id: string;
  readonly attempt: number;
  readonly runner_id: string;
}

/** Who paused a queue, when (ISO 8601) and why. */
export interface QueuePause {
  readonly by: string;
  readonly since: string;
  readonly reason: string | null;
  /** Set on a pause that a service made by itself. */
  readonly cause?: QueuePauseCause | undefined;
}

export interface QueueState {
  readonly paused: QueuePause | false;
  /** Most attempts at once; null: no limit but the runners' own slots. */
  readonly limit: number | null;
  readonly taken: readonly Slot[];
}

/** A queue as of one of its events. */
export interface KnownQueue {
  readonly state: QueueState;
  /** Sequence of that event: what an append expects; 0 where there is none. */
  readonly seq: number;
}

export const emptyQueue: QueueState = { paused: false, limit: null, taken: [] };
export const unusedQueue: KnownQueue = { state: emptyQueue, seq: 0 };

/** A command of the catalogue to a queue, by a person, or with a cause by a service. */
export type QueueCommand =
  | ({ readonly name: 'pause_queue' | 'resume_queue' } & DataOf<'queue_paused'>)
  | { readonly name: 'limit_queue'; readonly limit: number | null; readonly reason: string | null };

export type SlotCommand = ({ readonly name: 'take_slot' } & Slot) | ({ readonly name: 'release_slot' } & Slot);

export type QueueDecided = { [T in QueueEventType]: { readonly type: T; readonly data: DataOf<T> } }[QueueEventType];

/** Events to append, in order; an empty list means that the queue is already as asked. */
export type QueueDecision = readonly QueueDecided[] | Refusal;

const same = (a: Slot, b: Slot) => a.job_id === b.job_id && a.attempt === b.attempt;
const isHolder = (taken: Slot, released: Slot) => same(taken, released) && taken.runner_id === released.runner_id;

/**
 * Decides a command to a queue. A service resumes only what it paused for the same cause, and leaves the pause of a person
 * as it is; a person takes over the pause of a service.
 */
export function decideQueue(state: QueueState, command: QueueCommand): QueueDecision {
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
    case 'limit_queue': {
      const { limit: to, reason } = command;
      return to === state.limit ? [] : [{ type: 'concurrency_limit_changed', data: { from: state.limit, to, reason } }];
    }
  }
}

/** Decides over the slots of one queue. Releasing one that is not held is nothing to do. */
export function decideSlot(state: QueueState, { name, ...slot }: SlotCommand): QueueDecision {
  const held = state.taken.some((taken) => same(taken, slot));
  if (name === 'release_slot') return held ? [{ type: 'slot_released', data: slot }] : [];
  if (held) return refuse('slot_held', 'This attempt holds a slot already.');
  if (state.paused) return refuse('queue_paused', 'The queue is paused.');
  if (state.limit !== null && state.taken.length >= state.limit)
    return refuse('queue_full', `All ${state.limit} slots of the queue are taken.`);
  return [{ type: 'slot_taken', data: slot }];
}

/** Folds one queue event. Total, like `evolve`. */
export function evolveQueue(state: QueueState, event: Recorded<QueueEvent>): QueueState {
  switch (event.type) {
    case 'queue_paused':
      return {
        ...state,
        paused: { by: event.actor, since: event.time, reason: event.data.reason, cause: event.data.cause },
      };
    case 'queue_resumed':
      return { ...state, paused: false };
    case 'concurrency_limit_changed':
      return { ...state, limit: event.data.to };
    case 'slot_taken':
      return state.taken.some((taken) => same(taken, event.data))
        ? state
        : { ...state, taken: [...state.taken, event.data] };
    case 'slot_released':
      return { ...state, taken: state.taken.filter((taken) => !isHolder(taken, event.data)) };
    default:
      return state;
  }
}

/** Jobs that wait for a slot of their queue, next first: by priority, then by age. */
export function waitingLine(jobs: Iterable<JobState>): PendingJob[] {
  return [...jobs]
    .filter((job): job is PendingJob => job.status === 'pending' && !job.claimed_by && !job.pending_action)
    .sort((a, b) => b.priority - a.priority || a.waiting_since - b.waiting_since);
}
