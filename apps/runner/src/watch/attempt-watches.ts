import type { Pipeline } from '@reprise/pipelines';
import type { HeldAttempt, LocalAttempt, StartedAttempt } from '../attempt/attempt.ts';
import { watchAttempt, type WatchEnd, type WatchTools } from './watch-attempt.ts';

/** Watches of attempts, at most one per attempt. */
export class AttemptWatches {
  readonly #watches = new Map<string, Promise<WatchEnd>>();
  readonly #tools: WatchTools;

  constructor(tools: WatchTools) {
    this.#tools = tools;
  }

  has({ key }: HeldAttempt): boolean {
    return this.#watches.has(key);
  }

  /**
   * Begins to watch the attempt, unless it is already being watched. If this call starts a watch, `onEnd` is called
   * when that watch ends.
   */
  ensure(started: StartedAttempt, pipeline: () => Promise<Pipeline | undefined>, onEnd: () => void): Promise<WatchEnd> {
    const running = this.#watches.get(started.key);
    if (running) return running;
    const watch = pipeline().then((known) => watchAttempt(started, known, this.#tools));
    this.#watches.set(started.key, watch);
    watch.then(onEnd, () => this.#watches.delete(started.key));
    return watch;
  }

  forget({ key }: LocalAttempt): void {
    this.#watches.delete(key);
  }
}
