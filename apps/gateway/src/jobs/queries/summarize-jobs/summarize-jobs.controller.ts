import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { JobsSummary } from '@reprise/contracts';
import { DescribeQuery } from '../../../shared/openapi/describe.ts';
import { SummarizeJobs, SummaryQuery } from './summarize-jobs.handler.ts';

@Controller('jobs')
export class SummarizeJobsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('summary')
  @DescribeQuery({ summary: 'How many jobs there are of each status', answer: 'summary' })
  summarize(@Query({ schema: SummaryQuery }) query: SummaryQuery): Promise<JobsSummary> {
    return this.queries.execute(new SummarizeJobs(query));
  }
}
