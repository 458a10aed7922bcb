import {
  DEFAULT_QUEUE,
  type QueueEvent,
  type QueueOrder,
  type QueuePauseCause,
  type Recorded,
} from '@reprise/contracts';

export interface Slot {
  readonly job_id: string;
  readonly attempt: number;
  readonly runner_id: string;
  /** Slots that the attempt takes on the runner; 1 if absent. */
  readonly slots?: number | undefined;
}

/** Who paused a queue, when (ISO 8601) and why. */
export interface QueuePause {
  readonly by: string;
  readonly since: string;
  readonly reason: string | null;
  /** Set for an automatic pause. */
  readonly cause?: QueuePauseCause | undefined;
}

export interface QueueState {
  readonly paused: QueuePause | false;
  /** Maximum of concurrent attempts; null: limited only by the runners' slots. */
  readonly limit: number | null;
  readonly taken: readonly Slot[];
  /** Order of jobs with the same priority; `fair` if absent. */
  readonly order?: QueueOrder;
  /** Whether the queue was created by a command. The default queue exists without one. */
  readonly created?: true;
}

/** State of a queue as of one of its events. */
export interface KnownQueue {
  readonly state: QueueState;
  /** Sequence of that event, which an append expects; 0 if there is none. */
  readonly seq: number;
}

export const emptyQueue: QueueState = { paused: false, limit: null, taken: [] };
/** Whether the queue exists, so that it accepts jobs and commands. */
export const queueExists = (name: string, { created }: QueueState): boolean =>
  name === DEFAULT_QUEUE || created === true;

export const unusedQueue: KnownQueue = { state: emptyQueue, seq: 0 };

const same = (a: Slot, b: Slot) => a.job_id === b.job_id && a.attempt === b.attempt;
const isHolder = (taken: Slot, released: Slot) => same(taken, released) && taken.runner_id === released.runner_id;

/** Whether the queue grants slots now. */
export const isOpenForClaims = ({ paused, limit, taken }: QueueState): boolean =>
  !paused && (limit === null || taken.length < limit);

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
    case 'queue_created':
      return { ...state, created: true };
    case 'queue_removed':
      // A job that was submitted in the meantime still gets its slot.
      return { ...emptyQueue, taken: state.taken };
    case 'queue_order_changed':
      return { ...state, order: event.data.to };
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
