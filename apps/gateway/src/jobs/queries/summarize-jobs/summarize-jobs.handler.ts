import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { JobListQuery, type JobsSummary } from '@reprise/contracts';
import { summarizeJobs, type ReadModel } from '@reprise/read-model';
import type { z } from 'zod';
import { READ_MODEL } from '../../../shared/servers/tokens.ts';

/** The filters of the list but the one that the counts are by. */
export const SummaryQuery = JobListQuery.pick({ pipeline: true, created_by: true, q: true, min_seq: true });
export type SummaryQuery = z.infer<typeof SummaryQuery>;

export class SummarizeJobs extends Query<JobsSummary> {
  constructor(readonly query: SummaryQuery) {
    super();
  }
}

@QueryHandler(SummarizeJobs)
export class SummarizeJobsHandler implements IQueryHandler<SummarizeJobs> {
  constructor(@Inject(READ_MODEL) private readonly readModel: ReadModel) {}

  execute({ query }: SummarizeJobs): Promise<JobsSummary> {
    return summarizeJobs(this.readModel, query);
  }
}
