import { Inject, Injectable, Logger } from '@nestjs/common';
import { Claimer } from './claim/claimer.ts';
import { ExecutorSearch } from './heartbeat/executor-search.ts';
import { HeartbeatSender } from './heartbeat/heartbeat-sender.ts';
import { Reactor } from './reactions/reactor.ts';
import { LostAttemptDetector } from './recover/lost-attempt-detector.ts';
import { Orphans } from './reactions/orphans.ts';
import { SizeMeasurements } from './sizes/size-measurements.ts';
import { JobStateCache } from './state/job-state-cache.ts';
import { OwnState } from './state/own-state.ts';
import { LogFollower } from './state/log-follower.ts';
import type { RunnerOptions } from './base/runner-options.ts';
import { RUNNER_OPTIONS } from './base/tokens.ts';

/** Parts of a runner, in start order. */
@Injectable()
export class Runner {
  readonly #logger = new Logger(Runner.name);

  constructor(
    private readonly heartbeats: HeartbeatSender,
    private readonly executors: ExecutorSearch,
    private readonly follower: LogFollower,
    private readonly orphans: Orphans,
    private readonly cache: JobStateCache,
    private readonly own: OwnState,
    private readonly reactor: Reactor,
    private readonly lostAttempts: LostAttemptDetector,
    private readonly claimer: Claimer,
    private readonly sizes: SizeMeasurements,
    @Inject(RUNNER_OPTIONS) private readonly options: RunnerOptions,
  ) {}

  /**
   * Resolves when the runner knows all open jobs and has begun to act, or when it was stopped first. Called after
   * `listen`, because the runner answers requests and receives heartbeats while it waits for a gateway.
   */
  async start(): Promise<void> {
    // This comes first, because otherwise another runner would report attempts as lost that this runner is about to
    // adopt.
    this.heartbeats.start();
    if (!(await this.follower.start())) return;
    // This comes before any job, so that the process that holds Podman's namespace belongs to no job.
    await Promise.all([this.orphans.terminate(), this.executors.start()]);
    this.cache.changed.subscribe((changed) => {
      if (!changed.startsWith('queue:')) this.reactor.wake(changed);
      this.claimer.wake();
      this.heartbeats.slotsChanged();
    });
    this.own.changed.subscribe(() => this.claimer.wake());
    for (const { job_id } of this.cache.openJobs()) this.reactor.wake(job_id);
    for (const jobId of this.cache.jobsToTidy()) this.reactor.wake(jobId);
    this.lostAttempts.start();
    this.claimer.start();
    this.sizes.start();
    this.heartbeats.send();
    const { identity, slots, nextflows } = this.options;
    const versions = nextflows.versions.join(', ');
    this.#logger.log(`Runner ${identity.runner_id} takes jobs: ${slots} slots, Nextflow ${versions}`);
  }
}
