import { Inject, Injectable, Logger } from '@nestjs/common';
import { workPause } from '@reprise/job';
import { WorkQueue } from '../attempt/work-queue.ts';
import { Leases } from '../state/leases.ts';
import { RunnerCommands } from '../state/runner-commands.ts';
import { JobStateCache } from '../state/job-state-cache.ts';
import { OwnState } from '../state/own-state.ts';
import { Lifetime } from '../base/lifetime.ts';
import type { RunnerOptions } from '../base/runner-options.ts';
import { RUNNER_OPTIONS } from '../base/tokens.ts';
import { claimAttempts } from './claim-attempts.ts';
import { diskShortage } from './disk-shortage.ts';
import { OwnReports } from './own-reports.ts';
import { Readiness } from '../base/readiness.ts';
import { runnerSize } from './runner-size.ts';

const EVERY_MS = 5_000;
const CLAIMS = 'claims';

/** Claims waiting jobs, one pass at a time, while users allow it, slots are free, and the disk has room. */
@Injectable()
export class Claimer {
  readonly #logger = new Logger(Claimer.name);
  readonly #passes = new WorkQueue(() => this.#claim());

  constructor(
    private readonly cache: JobStateCache,
    private readonly commands: RunnerCommands,
    private readonly leases: Leases,
    private readonly readiness: Readiness,
    private readonly own: OwnState,
    private readonly reports: OwnReports,
    private readonly lifetime: Lifetime,
    @Inject(RUNNER_OPTIONS) private readonly options: RunnerOptions,
  ) {}

  start(): void {
    this.lifetime.every(EVERY_MS, () => this.wake());
    this.readiness.obstacle = null;
    this.wake();
  }

  wake(): void {
    if (!this.lifetime.signal.aborted) this.#passes.add(CLAIMS);
  }

  async #claim(): Promise<void> {
    const { identity, slots, nextflows, dataDir, diskReserve } = this.options;
    try {
      const pause = workPause(this.own.state, Date.now());
      this.readiness.diskFull = await diskShortage(dataDir, diskReserve, this.readiness.diskFull !== null);
      for (const change of await nextflows.refresh()) this.#logger.warn(change);
      this.readiness.obstacle = pause ?? this.readiness.diskFull ?? nextflows.obstacle;
      await this.reports.announceStorage();
      await this.reports.reportIfDrained();
      if (this.readiness.obstacle === null)
        await claimAttempts(this.cache, this.commands, this.leases, {
          runnerId: identity.runner_id,
          storageId: identity.storage_id,
          size: runnerSize(slots),
          versions: nextflows.versions,
          mayClaim: () => workPause(this.own.state, Date.now()) === null,
          onFailed: (jobId, error) => this.#logger.warn(`Job ${jobId} could not be claimed: ${String(error)}`),
        });
    } catch (error) {
      this.#logger.warn(`Claiming failed, trying again: ${String(error)}`);
    }
  }
}
