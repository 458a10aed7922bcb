import { Logger, Module, type DynamicModule, type Provider } from '@nestjs/common';
import type { EventLog } from '@reprise/event-log';
import { SessionTasks } from '@reprise/nextflow';
import { demoFolder, type Pipeline } from '@reprise/pipelines';
import { ProcessTrees } from '../attempt/process-trees.ts';
import { Claimer } from '../claim/claimer.ts';
import { DrainReport } from '../claim/drain-report.ts';
import { Readiness } from '../claim/readiness.ts';
import { HeartbeatSender } from '../heartbeat/heartbeat-sender.ts';
import { HeartbeatsController } from '../heartbeat/heartbeats.controller.ts';
import { Leases } from '../heartbeat/leases.ts';
import { RunnerCommands } from '../state/runner-commands.ts';
import { runObserver } from '../facts/observe-run.ts';
import { inputObserver } from '../observe/observe-inputs.ts';
import { limitsQuestion } from '../questions/limits-question.ts';
import { redoQuestion } from '../questions/redo-question.ts';
import { resultQuestions } from '../questions/result-questions.ts';
import { sizeQuestions } from '../questions/size-questions.ts';
import { storageQuestions } from '../questions/storage-questions.ts';
import { Reactor } from '../reactions/reactor.ts';
import { LostAttemptDetector } from '../recover/lost-attempt-detector.ts';
import { Orphans } from '../recover/orphans.ts';
import { Runner } from '../runner.ts';
import { JobSizes } from '../sizes/job-sizes.ts';
import { SizeMeasurements } from '../sizes/size-measurements.ts';
import { JobStateCache } from '../state/job-state-cache.ts';
import { LogFollower } from '../state/log-follower.ts';
import { OwnState } from '../state/own-state.ts';
import { AttemptWatches } from '../watch/attempt-watches.ts';
import type { Connections } from './connections.ts';
import { Lifetime } from './lifetime.ts';
import type { RunnerOptions } from './runner-options.ts';
import { EVENT_LOG, PIPELINES, RUNNER_OPTIONS, SERVICES } from './tokens.ts';

export interface RunnerParts extends Connections {
  /** Pipelines as they are now. */
  readonly pipelines: () => readonly Pipeline[];
  readonly options: RunnerOptions;
}

/** One runner: follows the log, claims, reacts, sends heartbeats, and answers questions about its storage. */
@Module({})
export class RunnerModule {
  static of({ log, services, pipelines, options }: RunnerParts): DynamicModule {
    const { identity, dataDir } = options;
    return {
      module: RunnerModule,
      controllers: [
        storageQuestions(identity.storage_id, dataDir),
        resultQuestions(identity.storage_id, dataDir),
        redoQuestion(identity.storage_id, dataDir),
        limitsQuestion(identity.storage_id, dataDir),
        sizeQuestions(identity.storage_id, dataDir),
        HeartbeatsController,
      ],
      providers: [
        { provide: EVENT_LOG, useValue: log },
        { provide: SERVICES, useValue: services },
        { provide: PIPELINES, useValue: pipelines },
        { provide: RUNNER_OPTIONS, useValue: options },
        { provide: JobSizes, useFactory: () => new JobSizes(dataDir) },
        SizeMeasurements,
        ...attempts,
        ...[
          Lifetime,
          JobStateCache,
          OwnState,
          LogFollower,
          Readiness,
          DrainReport,
          Claimer,
          HeartbeatSender,
          LostAttemptDetector,
          Orphans,
          Runner,
        ],
      ],
      exports: [EVENT_LOG, SERVICES],
    };
  }
}

/** Providers that act on attempts. They report by callbacks, which log here. */
const attempts: Provider[] = [
  {
    provide: Leases,
    useFactory: ({ identity, leaseMs }: RunnerOptions) =>
      new Leases({ runnerId: identity.runner_id, leaseMs, now: Date.now() }),
    inject: [RUNNER_OPTIONS],
  },
  {
    provide: RunnerCommands,
    useFactory: (log: EventLog, cache: JobStateCache, { identity }: RunnerOptions) =>
      new RunnerCommands(log, cache, identity.runner_id),
    inject: [EVENT_LOG, JobStateCache, RUNNER_OPTIONS],
  },
  {
    provide: ProcessTrees,
    useFactory: ({ graceMs }: RunnerOptions) => new ProcessTrees(graceMs),
    inject: [RUNNER_OPTIONS],
  },
  {
    provide: AttemptWatches,
    useFactory: attemptWatches,
    inject: [EVENT_LOG, ProcessTrees, Lifetime, PIPELINES, RUNNER_OPTIONS],
  },
  {
    provide: Reactor,
    useFactory: reactor,
    inject: [JobStateCache, RunnerCommands, ProcessTrees, AttemptWatches, Lifetime, PIPELINES, RUNNER_OPTIONS],
  },
];

function attemptWatches(
  log: EventLog,
  trees: ProcessTrees,
  { signal }: Lifetime,
  pipelines: () => readonly Pipeline[],
  { inputRoots, ...options }: RunnerOptions,
): AttemptWatches {
  const logger = new Logger(AttemptWatches.name);
  return new AttemptWatches({
    ...{ log, trees, signal },
    observeInputs: inputObserver(
      () => [...inputRoots, ...pipelines().map(demoFolder)],
      (why) => logger.warn(`No checksums of inputs: ${why}`),
    ),
    observeRun: runObserver(options),
    onWarning: (problem, jobId) => logger.warn(`Job ${jobId}: ${problem}`),
  });
}

function reactor(
  cache: JobStateCache,
  commands: RunnerCommands,
  trees: ProcessTrees,
  watches: AttemptWatches,
  { signal }: Lifetime,
  pipelines: () => readonly Pipeline[],
  options: RunnerOptions,
): Reactor {
  const logger = new Logger(Reactor.name);
  const onWarning = (problem: string, jobId: string) => logger.warn(`Job ${jobId}: ${problem}`);
  return new Reactor({
    ...{ cache, commands, trees, watches, signal },
    settings: { ...options, sessions: new SessionTasks(signal), onWarning },
    pipeline: (name) => pipelines().find(({ manifest }) => manifest.name === name),
    onOrphans: (ended) => logger.warn(`Ended processes of attempts that were over: ${ended.join(', ')}`),
    onWarning,
    onError: (error, jobId) => logger.error(`Job ${jobId}: ${String(error)}`, (error as Error).stack),
  });
}
