import { Logger, type Provider } from '@nestjs/common';
import type { EventLog } from '@reprise/event-log';
import { SessionTasks } from '@reprise/nextflow';
import { demoFolder, type Pipeline } from '@reprise/pipelines';
import { AttemptTasks } from './attempt/attempt-tasks.ts';
import { imageInspector } from './facts/inspect-as-task.ts';
import { runObserver } from './facts/observe-run.ts';
import { ResultChecks } from './state/result-checks.ts';
import { Leases } from './state/leases.ts';
import { inputObserver } from './observe/observe-inputs.ts';
import { Reactor } from './reactions/reactor.ts';
import { JobStateCache } from './state/job-state-cache.ts';
import { RunnerCommands } from './state/runner-commands.ts';
import { reportNextflow } from './reactions/report-nextflow.ts';
import { AttemptWatches } from './watch/attempt-watches.ts';
import { Lifetime } from './base/lifetime.ts';
import type { RunnerOptions } from './base/runner-options.ts';
import { EVENT_LOG, PIPELINES, RUNNER_OPTIONS } from './base/tokens.ts';

/** Providers that act on attempts. They report through callbacks, which are defined here and log the reports. */
export const attemptProviders: readonly Provider[] = [
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
    provide: AttemptTasks,
    useFactory: ({ graceMs }: RunnerOptions) => new AttemptTasks(graceMs),
    inject: [RUNNER_OPTIONS],
  },
  {
    provide: AttemptWatches,
    useFactory: attemptWatches,
    inject: [EVENT_LOG, RunnerCommands, AttemptTasks, Lifetime, PIPELINES, RUNNER_OPTIONS],
  },
  ResultChecks,
  {
    provide: Reactor,
    useFactory: reactor,
    inject: [
      JobStateCache,
      RunnerCommands,
      AttemptTasks,
      AttemptWatches,
      ResultChecks,
      Lifetime,
      PIPELINES,
      RUNNER_OPTIONS,
    ],
  },
];

function attemptWatches(
  log: EventLog,
  commands: RunnerCommands,
  tasks: AttemptTasks,
  { signal }: Lifetime,
  pipelines: () => Promise<readonly Pipeline[]>,
  { inputRoots, ...options }: RunnerOptions,
): AttemptWatches {
  const logger = new Logger(AttemptWatches.name);
  return new AttemptWatches({
    log,
    tasks,
    signal,
    observeInputs: inputObserver(
      async () => [...inputRoots, ...(await pipelines()).map(demoFolder)],
      (why) => logger.warn(`No checksums of inputs: ${why}`),
    ),
    observeRun: runObserver(options),
    inspectImage: imageInspector(options),
    reportNextflow: (started, version) => reportNextflow(started, version, { commands, ...options }),
    onWarning: (problem, jobId) => logger.warn(`Job ${jobId}: ${problem}`),
  });
}

function reactor(
  cache: JobStateCache,
  commands: RunnerCommands,
  tasks: AttemptTasks,
  watches: AttemptWatches,
  checks: ResultChecks,
  { signal }: Lifetime,
  pipelines: () => Promise<readonly Pipeline[]>,
  options: RunnerOptions,
): Reactor {
  const logger = new Logger(Reactor.name);
  const onWarning = (problem: string, jobId: string) => logger.warn(`Job ${jobId}: ${problem}`);
  return new Reactor({
    cache,
    commands,
    tasks,
    watches,
    checks,
    signal,
    settings: { ...options, tasks, sessions: new SessionTasks(signal), onWarning },
    pipeline: async (name) => (await pipelines()).find(({ manifest }) => manifest.name === name),
    onOrphans: (ended) => logger.warn(`Ended processes of attempts that were over: ${ended.join(', ')}`),
    onWarning,
    onError: (error, jobId) => logger.error(`Job ${jobId}: ${String(error)}`, (error as Error).stack),
  });
}
