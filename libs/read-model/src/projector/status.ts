import { Rate } from './rate.ts';

export type ProjectorState =
  | 'catching_up'
  | 'following'
  /** Another gateway's projector is active. This one takes over when that one ends. */
  | 'standby'
  /** The tables were built from a different log: `problem` says what to do. */
  | 'stream_changed'
  | 'database_away'
  | 'log_away'
  /** A batch cannot be written and is retried; `problem` says which and why. */
  | 'stuck'
  | 'stopped';

export interface ProjectorStatus {
  readonly state: ProjectorState;
  /** Sequence of the last event applied to the tables. */
  readonly position: number;
  /** Last sequence of the log, refreshed about every two seconds. */
  readonly head: number;
  /** `head - position`, in events. */
  readonly lag: number;
  /** Average over the last ten seconds. */
  readonly events_per_second: number;
  /** Sentence for people, if something is wrong. */
  readonly problem: string | null;
}

/** Status of a projector. Calls its listener when the state changes. */
export class StatusTracker {
  #state: ProjectorState = 'catching_up';
  #problem: string | null = null;
  #position = 0;
  #head = 0;
  readonly #rate = new Rate();
  readonly #onState: (status: ProjectorStatus) => void;

  constructor(onState: (status: ProjectorStatus) => void) {
    this.#onState = onState;
  }

  /** Calls the listener if the state or the problem changed. */
  set(state: ProjectorState, problem: string | null = null): void {
    if (state === this.#state && problem === this.#problem) return;
    this.#state = state;
    this.#problem = problem;
    this.#onState(this.now());
  }

  lostLog(): void {
    if (this.#state === 'following' || this.#state === 'catching_up')
      this.set('log_away', 'The event log does not answer. What happens meanwhile is read when it is back.');
  }

  foundLog(): void {
    if (this.#state === 'log_away') this.set('following');
  }

  at(position: number): void {
    this.#position = position;
  }

  wrote(events: number, position: number): void {
    this.#rate.add(events, Date.now());
    this.#position = position;
  }

  sawHead(head: number): void {
    this.#head = head;
  }

  now(): ProjectorStatus {
    const head = Math.max(this.#head, this.#position);
    return {
      state: this.#state,
      position: this.#position,
      head,
      lag: head - this.#position,
      events_per_second: this.#rate.perSecond(Date.now()),
      problem: this.#problem,
    };
  }
}
