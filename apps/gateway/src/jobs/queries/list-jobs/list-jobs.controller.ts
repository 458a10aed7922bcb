import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { JobListQuery, type JobView, type Page } from '@reprise/contracts';
import { DescribeQuery } from '../../../shared/openapi/describe.ts';
import { ListJobs } from './list-jobs.handler.ts';

@Controller('jobs')
export class ListJobsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @DescribeQuery({ summary: 'Jobs, filtered, searched and sorted', answer: 'jobs', problems: ['wrong_cursor'] })
  list(@Query({ schema: JobListQuery }) query: JobListQuery): Promise<Page<JobView>> {
    return this.queries.execute(new ListJobs(query));
  }
}
