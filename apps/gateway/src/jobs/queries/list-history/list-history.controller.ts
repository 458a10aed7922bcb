import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { HistoryEntry, Page } from '@reprise/contracts';
import { JobId } from '../../../shared/http/job-id.ts';
import { DescribeQuery } from '../../../shared/openapi/describe.ts';
import { PageQuery } from '../../../shared/http/page-query.ts';
import { ListHistory } from './list-history.handler.ts';

@Controller('jobs')
export class ListHistoryController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':id/history')
  @DescribeQuery({
    summary: 'All that happened to a job, oldest first',
    answer: 'history',
    problems: ['unknown_job', 'wrong_cursor'],
  })
  list(
    @Param('id', { schema: JobId }) jobId: string,
    @Query({ schema: PageQuery }) page: PageQuery,
  ): Promise<Page<HistoryEntry>> {
    return this.queries.execute(new ListHistory(jobId, page));
  }
}
