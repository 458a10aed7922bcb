import type { ProjectorView } from '@reprise/contracts';
import type { ProjectorStatus } from '@reprise/read-model';

/** Watches how long the projection has been behind: its status tells only by how much. */
export class Lag {
  #caughtUpAt: number;

  /** `now` in milliseconds. */
  constructor(now: number) {
    this.#caughtUpAt = now;
  }

  /** The status with how long it has been behind; to be called at least every few seconds. */
  view(status: ProjectorStatus, now: number): ProjectorView {
    const { state, position, head, lag, events_per_second, problem } = status;
    if (lag === 0) this.#caughtUpAt = now;
    const lag_ms = lag === 0 ? 0 : now - this.#caughtUpAt;
    return { state, last_seq: position, head, lag, lag_ms, events_per_second, problem };
  }
}
