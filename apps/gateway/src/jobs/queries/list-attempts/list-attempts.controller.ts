import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { AttemptView, Page } from '@reprise/contracts';
import { JobId } from '../../../shared/http/job-id.ts';
import { DescribeQuery } from '../../../shared/openapi/describe.ts';
import { AttemptsQuery, ListAttempts } from './list-attempts.handler.ts';

@Controller('jobs')
export class ListAttemptsController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':id/attempts')
  @DescribeQuery({
    summary: 'The attempts of a job; all of them where no limit is given',
    answer: 'attempts',
    problems: ['unknown_job', 'event_to_come', 'before_submission', 'wrong_cursor'],
  })
  list(
    @Param('id', { schema: JobId }) jobId: string,
    @Query({ schema: AttemptsQuery }) query: AttemptsQuery,
  ): Promise<Page<AttemptView>> {
    return this.queries.execute(new ListAttempts(jobId, query));
  }
}
