import type { ProjectorView } from '@reprise/contracts';
import type { ProjectorStatus } from '@reprise/read-model';

/** Measures how long the projection has been behind. Its status contains only by how many events it is behind. */
export class Lag {
  #caughtUpAt: number;

  /** `now` in milliseconds. */
  constructor(now: number) {
    this.#caughtUpAt = now;
  }

  /**
   * Returns the status, including how long the projection has been behind. Must be called at least every few seconds.
   */
  view(status: ProjectorStatus, now: number): ProjectorView {
    const { state, position, head, lag, events_per_second, problem } = status;
    if (lag === 0) this.#caughtUpAt = now;
    const lag_ms = lag === 0 ? 0 : now - this.#caughtUpAt;
    return { state, last_seq: position, head, lag, lag_ms, events_per_second, problem };
  }
}
