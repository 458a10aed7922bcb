import { Inject, Injectable, Logger } from '@nestjs/common';
import { AttemptTasks } from '../attempt/attempt-tasks.ts';
import { Reactor } from './reactor.ts';
import { JobStateCache } from '../state/job-state-cache.ts';
import type { RunnerOptions } from '../base/runner-options.ts';
import { RUNNER_OPTIONS } from '../base/tokens.ts';
import { terminateOrphans } from '../recover/terminate-orphans.ts';

/** Delay between jobs whose executors are queried, so that a cluster is not queried for all of them at once. */
const APART_MS = 200;

/** Ends tasks of attempts whose end was recorded while this runner was offline. */
@Injectable()
export class Orphans {
  readonly #logger = new Logger(Orphans.name);

  constructor(
    private readonly cache: JobStateCache,
    private readonly reactor: Reactor,
    @Inject(RUNNER_OPTIONS) private readonly options: RunnerOptions,
  ) {}

  async terminate(): Promise<void> {
    const { dataDir, graceMs, identity } = this.options;
    let elsewhere = 0;
    const ended = await terminateOrphans(this.cache, {
      dataDir,
      runnerId: identity.runner_id,
      tasks: new AttemptTasks(graceMs),
      onError: (error, jobId) => {
        this.#logger.error(`Job ${jobId}: ${String(error)}`);
        this.reactor.wake(jobId);
      },
      onLeft: (jobId) => this.reactor.wake(jobId, (elsewhere += 1) * APART_MS),
    });
    if (ended.length > 0) this.#logger.warn(`Ended processes of attempts that were over: ${ended.join(', ')}`);
  }
}
