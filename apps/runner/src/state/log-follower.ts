import { Inject, Injectable, Logger } from '@nestjs/common';
import type { ClientProxy } from '@nestjs/microservices';
import { STARTING } from '@reprise/contracts';
import type { EventLog } from '@reprise/event-log';
import { Readiness } from '../base/readiness.ts';
import { Lifetime } from '../base/lifetime.ts';
import type { RunnerOptions } from '../base/runner-options.ts';
import { EVENT_LOG, RUNNER_OPTIONS, SERVICES } from '../base/tokens.ts';
import { followLog } from './follow-log.ts';
import { JobStateCache } from './job-state-cache.ts';
import { loadOpenJobs } from './load-open-jobs.ts';
import { OwnState } from './own-state.ts';
import { requestOpenJobs } from './request-open-jobs.ts';

/** Keeps the cache up to date with the log. Stops the runner if it can no longer follow the log. */
@Injectable()
export class LogFollower {
  readonly #logger = new Logger(LogFollower.name);

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(SERVICES) private readonly services: ClientProxy,
    private readonly cache: JobStateCache,
    private readonly own: OwnState,
    private readonly readiness: Readiness,
    private readonly lifetime: Lifetime,
    @Inject(RUNNER_OPTIONS) private readonly options: RunnerOptions,
  ) {}

  /** Resolves when the cache contains all open jobs and queues. @returns false if the runner was stopped first */
  async start(): Promise<boolean> {
    const { signal } = this.lifetime;
    const known = await loadOpenJobs(this.log, () => requestOpenJobs(this.services), {
      signal,
      everyMs: this.options.leaseMs / 3,
      onOtherLog: (reason) => this.#waitForGateway(`The event log is not what it was: ${reason}.`),
    });
    if (signal.aborted) return false;
    this.readiness.obstacle = STARTING;
    if (!known) this.#logger.log('No gateway answered: folding the log from its beginning');
    await new Promise<void>((onCaughtUp, reject) => {
      const closed = () => Promise.reject(new Error('the connection was closed for good'));
      const following = followLog(this.log, this.cache, known, { own: this.own, signal, onCaughtUp });
      following.then(closed).catch((error: unknown) => {
        if (signal.aborted) return;
        this.#logger.error(`Following the log ended: ${String(error)}`);
        reject(error as Error);
        process.exitCode = 1;
        process.kill(process.pid, 'SIGTERM');
      });
    });
    return true;
  }

  #waitForGateway(reason: string): void {
    if (this.readiness.obstacle !== reason)
      this.#logger.error(`${reason} No job is taken or gone on with until this is settled.`);
    this.readiness.obstacle = reason;
  }
}
