import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { JobView } from '@reprise/contracts';
import { JobId } from '../../../shared/http/job-id.ts';
import { DescribeQuery } from '../../../shared/openapi/describe.ts';
import { ShowJob, ShowJobQuery } from './show-job.handler.ts';

@Controller('jobs')
export class ShowJobController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':id')
  @DescribeQuery({
    summary: 'One job, as it reads now or as of an event',
    answer: 'job',
    problems: ['unknown_job', 'event_to_come', 'before_submission'],
  })
  show(
    @Param('id', { schema: JobId }) jobId: string,
    @Query({ schema: ShowJobQuery }) { as_of }: ShowJobQuery,
  ): Promise<JobView> {
    return this.queries.execute(new ShowJob(jobId, as_of));
  }
}
