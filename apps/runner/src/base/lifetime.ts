import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';

/**
 * Period during which the runner is active. It ends before connections are closed. Attempts continue under their
 * supervisors.
 */
@Injectable()
export class Lifetime implements BeforeApplicationShutdown {
  readonly #ending = new AbortController();
  readonly #timers: NodeJS.Timeout[] = [];

  /** Signal that aborts when the lifetime ends. */
  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  every(ms: number, act: () => void): void {
    if (!this.signal.aborted) this.#timers.push(setInterval(act, ms));
  }

  end(): void {
    this.#ending.abort();
    this.#timers.forEach(clearInterval);
  }

  beforeApplicationShutdown(): void {
    this.end();
  }
}
