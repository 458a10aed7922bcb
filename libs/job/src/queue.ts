import type { DataOf, QueueEvent, QueueEventType, Recorded } from '@reprise/contracts';
import { refuse, type Refusal } from './refusal.ts';
import type { JobState, PendingJob } from './state.ts';

export interface Slot {
  readonly job_id: string;
  readonly attempt: number;
  readonly runner_id: string;
}

export interface QueueState {
  readonly paused: boolean;
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

export type QueueCommand = ({ readonly name: 'take_slot' } & Slot) | ({ readonly name: 'release_slot' } & Slot);

export type QueueDecided = { [T in QueueEventType]: { readonly type: T; readonly data: DataOf<T> } }[QueueEventType];

const same = (a: Slot, b: Slot) => a.job_id === b.job_id && a.attempt === b.attempt;
const isHolder = (taken: Slot, released: Slot) => same(taken, released) && taken.runner_id === released.runner_id;

/** Decides over the slots of one queue. Releasing one that is not held is nothing to do. */
export function decideQueue(state: QueueState, { name, ...slot }: QueueCommand): readonly QueueDecided[] | Refusal {
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
      return { ...state, paused: true };
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
