import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { JobView } from '@reprise/contracts';
import { JobId } from '../../http/job-id.ts';
import { DescribeQuery } from '../../openapi/describe.ts';
import { OneQuery } from '../page-query.ts';
import { ShowJob } from './show-job.handler.ts';

@Controller('jobs')
export class ShowJobController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':id')
  @DescribeQuery({ summary: 'One job', answer: 'job', problems: ['unknown_job'] })
  show(@Param('id', { schema: JobId }) jobId: string, @Query({ schema: OneQuery }) _: unknown): Promise<JobView> {
    return this.queries.execute(new ShowJob(jobId));
  }
}
