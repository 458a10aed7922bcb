import type { ClientProxy } from '@nestjs/microservices';
import { HEARTBEAT, STARTING, type Heartbeat } from '@reprise/contracts';
import type { EventLog } from '@reprise/event-log';
import { demoFolder, type Pipeline } from '@reprise/pipelines';
import { requestOpenJobs } from './state/request-open-jobs.ts';
import { JobStateCache } from './state/job-state-cache.ts';
import { followLog } from './state/follow-log.ts';
import { loadOpenJobs } from './state/load-open-jobs.ts';
import { ProcessTrees } from './attempt/process-trees.ts';
import { claimAttempts, slotsTaken } from './claim/claim-attempts.ts';
import { diskShortage } from './claim/disk-reserve.ts';
import type { Leases } from './heartbeat/leases.ts';
import { DecisionLog } from './log/append-decision.ts';
import { terminateOrphans } from './recover/terminate-orphans.ts';
import { failLostAttempts } from './recover/fail-lost-attempts.ts';
import { inputObserver } from './observe/observe-inputs.ts';
import { planObserver } from './observe/observe-plan.ts';
import { WorkQueue } from './attempt/work-queue.ts';
import { Reactor } from './reactions/reactor.ts';
import { AttemptWatches } from './watch/attempt-watches.ts';
import type { StartSettings } from './start/start-attempt.ts';

export interface RunnerOptions extends StartSettings {
  readonly slots: number;
  readonly leaseMs: number;
  /** Folders, besides the pipelines' demo data, into which links among the inputs may lead. */
  readonly inputRoots: readonly string[];
  /** Bytes of free disk below which nothing is claimed. */
  readonly diskReserve: number;
  /** Whether `nextflow` is the simulated one; then people are told wherever they see the runner. */
  readonly simulated: boolean;
}

export interface RunnerLogger {
  log(message: string): void;
  warn(message: string): void;
  error(message: string, stack?: string): void;
}

const CLAIMS = 'claims';

/** The parts of a runner, wired: the log wakes it, it claims, reacts, and tells that it lives. */
export class Runner {
  readonly #stopping = new AbortController();
  readonly #cache = new JobStateCache();
  readonly #decisions: DecisionLog;
  readonly #reactor: Reactor;
  readonly #claims: WorkQueue;
  readonly #timers: NodeJS.Timeout[] = [];
  #holdsBack: string | null = STARTING;

  readonly #log: EventLog;
  readonly #services: ClientProxy;
  readonly #leases: Leases;
  readonly #options: RunnerOptions;
  readonly #logger: RunnerLogger;

  constructor(
    log: EventLog,
    services: ClientProxy,
    leases: Leases,
    pipelines: readonly Pipeline[],
    options: RunnerOptions,
    logger: RunnerLogger,
  ) {
    this.#log = log;
    this.#services = services;
    this.#leases = leases;
    this.#options = options;
    this.#logger = logger;
    const { identity, dataDir, nextflow, environment, graceMs } = options;
    this.#decisions = new DecisionLog(log, this.#cache, identity.runner_id);
    const trees = new ProcessTrees(graceMs);
    const observePlan = planObserver(dataDir, nextflow, environment, (reason) =>
      logger.warn(`No plan of steps: ${reason}`),
    );
    const observeInputs = inputObserver([...options.inputRoots, ...pipelines.map(demoFolder)], (reason) =>
      logger.warn(`No checksums of inputs: ${reason}`),
    );
    const onWarning = (problem: string, jobId: string) => logger.warn(`Job ${jobId}: ${problem}`);
    this.#reactor = new Reactor({
      cache: this.#cache,
      decisions: this.#decisions,
      trees,
      watches: new AttemptWatches({
        ...{ log, trees, observePlan, observeInputs, signal: this.#stopping.signal },
        onLeftOut: onWarning,
      }),
      settings: options,
      pipeline: (name) => pipelines.find(({ manifest }) => manifest.name === name),
      onStrays: (ended) => logger.warn(`Ended processes of attempts that were over: ${ended.join(', ')}`),
      onWarning,
      onError: (error, jobId) => logger.error(`Job ${jobId}: ${String(error)}`, (error as Error).stack),
    });
    this.#claims = new WorkQueue(() => this.#claim());
  }

  /** Resolves when the runner knows all open jobs and has begun to act, or was stopped before. */
  async start(): Promise<void> {
    const { dataDir, graceMs, leaseMs, identity, slots, nextflowVersion } = this.#options;
    const { signal } = this.#stopping;
    // First of all: what this runner is about to adopt, another one would fail as lost.
    this.#every(leaseMs / 3, () => this.#beat());
    this.#beat();
    const known = await loadOpenJobs(this.#log, () => requestOpenJobs(this.#services), {
      ...{ signal, everyMs: leaseMs / 3 },
      onOtherLog: (why) => this.#holdBack(`The event log is not what it was: ${why}.`),
    });
    if (signal.aborted) return;
    this.#holdsBack = STARTING;
    if (!known) this.#logger.log('No gateway answered: folding the log from its beginning');
    await new Promise<void>((resolve, reject) => {
      followLog(this.#log, this.#cache, known, { signal, onCaughtUp: resolve }).catch((error: unknown) => {
        if (signal.aborted) return;
        this.#logger.error(`Following the log ended: ${String(error)}`);
        reject(error as Error);
        process.exitCode = 1;
        process.kill(process.pid, 'SIGTERM');
      });
    });
    const strays = await terminateOrphans(this.#cache, {
      ...{ dataDir, runnerId: identity.runner_id, trees: new ProcessTrees(graceMs) },
      onError: (error, jobId) => {
        this.#logger.error(`Job ${jobId}: ${String(error)}`);
        this.#reactor.wake(jobId);
      },
    });
    if (strays.length) this.#logger.warn(`Ended processes of attempts that were over: ${strays.join(', ')}`);
    this.#cache.changed.subscribe((changed) => {
      if (!changed.startsWith('queue:')) this.#reactor.wake(changed);
      this.#wakeClaims();
    });
    for (const { job_id } of this.#cache.openJobs()) this.#reactor.wake(job_id);
    this.#every(leaseMs / 3, () => this.#failLost());
    this.#every(5_000, () => this.#wakeClaims());
    this.#holdsBack = null;
    this.#wakeClaims();
    this.#beat();
    this.#logger.log(`Runner ${identity.runner_id} takes jobs: ${slots} slots, Nextflow ${nextflowVersion}`);
  }

  /** Stops acting. Attempts go on under their supervisors. */
  stop(): void {
    this.#stopping.abort();
    this.#reactor.stop();
    this.#timers.forEach(clearInterval);
  }

  #every(ms: number, act: () => void): void {
    this.#timers.push(setInterval(act, ms));
  }

  #wakeClaims(): void {
    if (!this.#stopping.signal.aborted) this.#claims.wake(CLAIMS);
  }

  async #claim(): Promise<void> {
    const { identity, slots, dataDir, diskReserve } = this.#options;
    try {
      this.#holdsBack = await diskShortage(dataDir, diskReserve);
      if (this.#holdsBack === null)
        await claimAttempts(this.#cache, this.#decisions, this.#leases, {
          runnerId: identity.runner_id,
          storageId: identity.storage_id,
          slots,
        });
    } catch (error) {
      this.#logger.warn(`Claiming failed, trying again: ${String(error)}`);
    }
  }

  /** Until a gateway knows this log. The heartbeat tells why. */
  #holdBack(why: string): void {
    if (this.#holdsBack !== why) this.#logger.error(`${why} No job is taken or gone on with until this is settled.`);
    this.#holdsBack = why;
  }

  #beat(): void {
    const { identity, slots, leaseMs, nextflowVersion, simulated } = this.#options;
    const beat: Heartbeat = {
      ...identity,
      slots,
      slots_taken: slotsTaken(this.#cache, identity.runner_id),
      nextflow_version: nextflowVersion,
      holds_back: this.#holdsBack,
      simulated,
      lease_ms: leaseMs,
    };
    this.#services.emit(HEARTBEAT, beat).subscribe({ error: () => undefined });
  }

  #failLost(): void {
    const { identity, leaseMs } = this.#options;
    failLostAttempts(this.#cache, this.#decisions, this.#leases, { runnerId: identity.runner_id, leaseMs }).catch(
      (error: unknown) => this.#logger.warn(`Looking for lost runners failed: ${String(error)}`),
    );
  }
}
