import { Inject, Injectable, Logger } from '@nestjs/common';
import { ProcessTrees } from '../attempt/process-trees.ts';
import { Reactor } from '../reactions/reactor.ts';
import { JobStateCache } from '../state/job-state-cache.ts';
import type { RunnerOptions } from '../wiring/runner-options.ts';
import { RUNNER_OPTIONS } from '../wiring/tokens.ts';
import { terminateOrphans } from './terminate-orphans.ts';

/** Processes of attempts that ended in the log while this runner was away. */
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
    const ended = await terminateOrphans(this.cache, {
      ...{ dataDir, runnerId: identity.runner_id, trees: new ProcessTrees(graceMs) },
      onError: (error, jobId) => {
        this.#logger.error(`Job ${jobId}: ${String(error)}`);
        this.reactor.wake(jobId);
      },
    });
    if (ended.length > 0) this.#logger.warn(`Ended processes of attempts that were over: ${ended.join(', ')}`);
  }
}
