import type { DataOf, Recorded, RunnerEvent, RunnerEventType, RunnerSchedule } from '@reprise/contracts';

/** User decisions about a runner. Liveness is not part of the state, because it follows from heartbeats. */
export interface RunnerState {
  /** Null while the runner claims jobs. */
  readonly drain: Drain | null;
  /** Null if the runner claims jobs at any time. */
  readonly schedule: RunnerSchedule | null;
  /** Storage that the runner last announced; null if it never did. */
  readonly storage: DataOf<'storage_announced'> | null;
}

export interface Drain {
  /** Time of the request, ISO 8601. */
  readonly since: string;
  readonly by: string;
  readonly reason: string | null;
  /** When its last attempt ended; null while it has attempts. */
  readonly drained_at: string | null;
}

/** State of a runner as of one of its events. */
export interface KnownRunner {
  readonly state: RunnerState;
  /** Sequence of that event; 0 if there is none. */
  readonly seq: number;
}

export const untouchedRunner: KnownRunner = { state: { drain: null, schedule: null, storage: null }, seq: 0 };

export type PersonRunnerCommand =
  | { readonly name: 'drain_runner' | 'undrain_runner'; readonly reason: string | null }
  | { readonly name: 'schedule_runner'; readonly schedule: RunnerSchedule | null; readonly reason: string | null };
/** A command without a reason comes from the runner itself. `report_drained`: the runner has no attempts left. */
export type RunnerTargetCommand =
  | PersonRunnerCommand
  | { readonly name: 'report_drained' }
  | ({ readonly name: 'announce_storage' } & DataOf<'storage_announced'>);

export type RunnerDecided = { [T in RunnerEventType]: { readonly type: T; readonly data: DataOf<T> } }[RunnerEventType];

/** Decides a command for a runner. Returns no event if nothing would change. Commands are never refused. */
export function decideRunner(
  { drain, schedule, storage }: RunnerState,
  command: RunnerTargetCommand,
): readonly RunnerDecided[] {
  switch (command.name) {
    case 'drain_runner':
      return drain ? [] : [{ type: 'drain_requested', data: { reason: command.reason } }];
    case 'undrain_runner':
      return drain ? [{ type: 'undrained', data: { reason: command.reason } }] : [];
    case 'schedule_runner': {
      const data = { schedule: command.schedule, reason: command.reason };
      return isSame(schedule, data.schedule) ? [] : [{ type: 'schedule_changed', data }];
    }
    case 'announce_storage': {
      const { name: _, ...data } = command;
      const isKnown = storage?.storage_id === data.storage_id && storage.public_key === data.public_key;
      return isKnown ? [] : [{ type: 'storage_announced', data }];
    }
    case 'report_drained':
      return drain && drain.drained_at === null ? [{ type: 'drained', data: {} }] : [];
  }
}

/** Folds one runner event. Total, like `evolve`. */
export function evolveRunner(state: RunnerState, event: Recorded<RunnerEvent>): RunnerState {
  switch (event.type) {
    case 'drain_requested':
      if (state.drain) return state;
      return { ...state, drain: { since: event.time, by: event.actor, reason: event.data.reason, drained_at: null } };
    case 'drained':
      if (!state.drain || state.drain.drained_at !== null) return state;
      return { ...state, drain: { ...state.drain, drained_at: event.time } };
    case 'undrained':
      return { ...state, drain: null };
    case 'schedule_changed':
      return { ...state, schedule: event.data.schedule };
    case 'storage_announced':
      return { ...state, storage: event.data };
    default:
      return state;
  }
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
