import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FileView, Page } from '@reprise/contracts';
import { JobId } from '../../../shared/http/job-id.ts';
import { DescribeQuery } from '../../../shared/openapi/describe.ts';
import { ListQuery } from '../../../shared/http/page-query.ts';
import { ListFiles } from './list-files.handler.ts';

@Controller('jobs')
export class ListFilesController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':id/files')
  @DescribeQuery({
    summary: 'The results of the last attempt; all of them where no limit is given',
    answer: 'files',
    problems: ['unknown_job', 'wrong_cursor'],
  })
  list(
    @Param('id', { schema: JobId }) jobId: string,
    @Query({ schema: ListQuery }) query: ListQuery,
  ): Promise<Page<FileView>> {
    return this.queries.execute(new ListFiles(jobId, query));
  }
}
