import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { BulkBody, BulkOutcome, type BulkResult, type BulkView, type Page } from '@reprise/contracts';
import { pageOfList } from '@reprise/read-model';
import { z } from 'zod';
import { CallerParam, type Caller } from '../../shared/http/caller.ts';
import { JobId } from '../../shared/http/job-id.ts';
import { PageQuery } from '../../shared/http/page-query.ts';
import { DescribeQuery } from '../../shared/openapi/describe.ts';
import { BulkRuns } from './bulk-runs.ts';
import { bulkExamples, DescribeBulk } from './describe-bulk.ts';

const ResultsQuery = PageQuery.omit({ min_seq: true }).extend({ outcome: BulkOutcome.optional() });

/** One command to many jobs, its progress, and the outcome of each job. */
@Controller('jobs/bulk')
export class BulkController {
  constructor(private readonly runs: BulkRuns) {}

  @Post()
  @HttpCode(202)
  @DescribeBulk()
  start(@Body({ schema: BulkBody }) body: BulkBody, @CallerParam() caller: Caller): Promise<BulkView> {
    return this.runs.start(body, caller);
  }

  @Get(':id')
  @DescribeQuery({
    operationId: 'ShowBulk_show',
    summary: 'Progress of a command to many jobs',
    answer: bulkExamples.bulk,
    problems: ['unknown_bulk'],
  })
  show(@Param('id', { schema: JobId }) bulkId: string): BulkView {
    return this.runs.find(bulkId).view();
  }

  @Get(':id/results')
  @DescribeQuery({
    operationId: 'ListBulkResults_list',
    summary: 'The outcome of each job so far: what failed first, then what was refused, then what waits',
    answer: bulkExamples.results,
    problems: ['unknown_bulk', 'wrong_cursor'],
  })
  results(
    @Param('id', { schema: JobId }) bulkId: string,
    @Query({ schema: ResultsQuery }) { outcome, ...page }: z.infer<typeof ResultsQuery>,
  ): Page<BulkResult> {
    const results = this.runs.find(bulkId).results();
    return pageOfList(outcome ? results.filter((result) => result.outcome === outcome) : results, page);
  }
}
