import type { ProjectorState } from '@reprise/read-model';

/** Records when the log did not answer, for facts that are known only through it. */
export class LogAbsence {
  #isAway = false;
  #until = -Infinity;

  /** @param now milliseconds since 1970 */
  see(state: ProjectorState, now: number): void {
    const isAway = state === 'log_away';
    if (this.#isAway && !isAway) this.#until = now;
    this.#isAway = isAway;
  }

  /** Whether the log does not answer now, or did not less than `ms` milliseconds ago. */
  lastedWithin(ms: number, now: number): boolean {
    return this.#isAway || now - this.#until < ms;
  }
}
