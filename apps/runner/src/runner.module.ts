import { Module, type DynamicModule } from '@nestjs/common';
import type { Pipeline } from '@reprise/pipelines';
import { Claimer } from './claim/claimer.ts';
import { OwnReports } from './claim/own-reports.ts';
import { Readiness } from './base/readiness.ts';
import { ExecutorSearch } from './heartbeat/executor-search.ts';
import { HeartbeatSender } from './heartbeat/heartbeat-sender.ts';
import { HeartbeatsController } from './heartbeat/heartbeats.controller.ts';
import { questions } from './questions/questions.ts';
import { LostAttemptDetector } from './recover/lost-attempt-detector.ts';
import { Orphans } from './reactions/orphans.ts';
import { Runner } from './runner.ts';
import { JobSizes } from './sizes/job-sizes.ts';
import { SizeMeasurements } from './sizes/size-measurements.ts';
import { JobStateCache } from './state/job-state-cache.ts';
import { LogFollower } from './state/log-follower.ts';
import { OwnState } from './state/own-state.ts';
import { attemptProviders } from './attempt-providers.ts';
import type { Connections } from './base/connections.ts';
import { Lifetime } from './base/lifetime.ts';
import type { RunnerOptions } from './base/runner-options.ts';
import { EVENT_LOG, PIPELINES, RUNNER_OPTIONS, SERVICES } from './base/tokens.ts';

export interface RunnerParts extends Pick<Connections, 'log' | 'services'> {
  /** The current pipelines. */
  readonly pipelines: () => Promise<readonly Pipeline[]>;
  readonly options: RunnerOptions;
}

/** A runner, which follows the log, claims jobs, reacts, sends heartbeats, and answers requests about its storage. */
@Module({})
export class RunnerModule {
  static of({ log, services, pipelines, options }: RunnerParts): DynamicModule {
    const { identity, dataDir } = options;
    return {
      module: RunnerModule,
      controllers: [...questions(identity, dataDir, options), HeartbeatsController],
      providers: [
        { provide: EVENT_LOG, useValue: log },
        { provide: SERVICES, useValue: services },
        { provide: PIPELINES, useValue: pipelines },
        { provide: RUNNER_OPTIONS, useValue: options },
        { provide: JobSizes, useFactory: () => new JobSizes(dataDir) },
        SizeMeasurements,
        ...attemptProviders,
        Lifetime,
        JobStateCache,
        OwnState,
        LogFollower,
        Readiness,
        OwnReports,
        Claimer,
        ExecutorSearch,
        HeartbeatSender,
        LostAttemptDetector,
        Orphans,
        Runner,
      ],
      exports: [EVENT_LOG, SERVICES],
    };
  }
}
