import type { Pipeline } from '@reprise/pipelines';
import type { StartedAttempt } from './attempt.ts';
import { watchAttempt, type WatchEnd, type WatchTools } from '../watch-attempt/attempt-watch.ts';

/** The attempts being watched, each by one watcher. */
export class Watches {
  readonly #watches = new Map<string, Promise<WatchEnd>>();
  readonly #tools: WatchTools;

  constructor(tools: WatchTools) {
    this.#tools = tools;
  }

  /** Begins to watch, unless it is watched; `onSettled` is called at the end of a watch that this call began. */
  ensure(started: StartedAttempt, pipeline: Pipeline | undefined, onSettled: () => void): Promise<WatchEnd> {
    const known = this.#watches.get(started.key);
    if (known) return known;
    const watch = watchAttempt(started, pipeline, this.#tools);
    this.#watches.set(started.key, watch);
    watch.catch(() => this.#watches.delete(started.key)).finally(onSettled);
    return watch;
  }

  forget({ key }: StartedAttempt): void {
    this.#watches.delete(key);
  }
}
