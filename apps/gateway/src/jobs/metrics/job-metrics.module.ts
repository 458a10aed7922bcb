import { Inject, Module } from '@nestjs/common';
import { countAttempts, summarizeJobs, type ReadModel } from '@reprise/read-model';
import { Registry } from 'prom-client';
import { readForScrapes } from '../../shared/metrics/memoize-for.ts';
import { READ_MODEL } from '../../shared/servers/tokens.ts';
import { measureAttempts } from './attempt-metrics.ts';
import { measureJobs } from './job-metrics.ts';

/** Metrics of jobs and their attempts. */
@Module({})
export class JobMetricsModule {
  constructor(registry: Registry, @Inject(READ_MODEL) readModel: ReadModel) {
    measureJobs(
      registry,
      readForScrapes(() => summarizeJobs(readModel, {})),
    );
    measureAttempts(
      registry,
      readForScrapes(() => countAttempts(readModel)),
    );
  }
}
