import { Inject, Injectable } from '@nestjs/common';
import type { FoundExecutor } from '@reprise/executors';
import { Lifetime } from '../base/lifetime.ts';
import type { RunnerOptions } from '../base/runner-options.ts';
import { RUNNER_OPTIONS } from '../base/tokens.ts';

const EVERY_MS = 60_000;

/** Periodically checks which executors this runner's tasks can reach, because a daemon may be started later. */
@Injectable()
export class ExecutorSearch {
  #found: readonly FoundExecutor[] | undefined;
  #searching: Promise<void> | undefined;

  constructor(
    private readonly lifetime: Lifetime,
    @Inject(RUNNER_OPTIONS) private readonly options: RunnerOptions,
  ) {}

  /** Result of the last search; undefined before the first has ended. */
  get found(): readonly FoundExecutor[] | undefined {
    return this.#found;
  }

  /** Resolves after the first search. */
  async start(): Promise<void> {
    this.lifetime.every(EVERY_MS, () => void this.#search());
    await this.#search();
  }

  /** Runs one search at a time, because an executor may be slow to answer. */
  #search(): Promise<void> {
    return (this.#searching ??= (this.options.findExecutors?.() ?? Promise.resolve([]))
      .then((found) => {
        this.#found = found;
      })
      .finally(() => (this.#searching = undefined)));
  }
}
