import { Controller, Get, Param, Query } from '@nestjs/common';
import type { JobUsage } from '@reprise/contracts';
import type { z } from 'zod';
import { JobId } from '../../shared/http/job-id.ts';
import { OneQuery } from '../../shared/http/page-query.ts';
import { DescribeQuery } from '../../shared/openapi/describe.ts';
import { jobExamples } from '../examples.ts';
import { JobQueries } from '../queries/job-queries.ts';
import { filesAway, Storages } from '../storages.ts';

/** Counts the files of a job, before a rerun deletes them. */
@Controller('jobs')
export class JobUsageController {
  constructor(
    private readonly queries: JobQueries,
    private readonly storages: Storages,
  ) {}

  @Get(':id/usage')
  @DescribeQuery({
    operationId: 'CountFiles_count',
    summary: 'The number and bytes of the files that a rerun deletes unless it keeps them',
    answer: jobExamples.usage,
    problems: ['unknown_job', 'results_away'],
  })
  async count(
    @Param('id', { schema: JobId }) jobId: string,
    @Query({ schema: OneQuery }) _query: z.infer<typeof OneQuery>,
  ): Promise<JobUsage> {
    const usage = await this.storages.usageOf(await this.queries.find(jobId));
    if (usage) return usage;
    throw filesAway();
  }
}
