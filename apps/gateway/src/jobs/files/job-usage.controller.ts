import { Controller, Get, Param, Query } from '@nestjs/common';
import { CleanTarget, type CleanPreview, type JobUsage } from '@reprise/contracts';
import { z } from 'zod';
import { JobId } from '../../shared/http/job-id.ts';
import { OneQuery } from '../../shared/http/page-query.ts';
import { unavailable } from '../../shared/http/problem.ts';
import { DescribeQuery } from '../../shared/openapi/describe.ts';
import { jobExamples } from '../examples.ts';
import { JobQueries } from '../queries/job-queries.ts';
import { Storages } from '../storages.ts';

const CleanQuery = OneQuery.extend({
  what: CleanTarget.default('work_dir'),
  /** Storage on which a rerun left files: those are meant, whatever `what` is. */
  storage_id: z.string().max(200).optional(),
});

/** Counts the files of a job, before a rerun or a clean deletes them. */
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
    throw away();
  }

  @Get(':id/clean/preview')
  @DescribeQuery({
    operationId: 'PreviewClean_preview',
    summary: 'Paths and bytes that a clean would delete now; deletes nothing',
    answer: jobExamples.cleanPreview,
    problems: ['unknown_job', 'results_away'],
  })
  async previewClean(
    @Param('id', { schema: JobId }) jobId: string,
    @Query({ schema: CleanQuery }) { what, storage_id }: z.infer<typeof CleanQuery>,
  ): Promise<CleanPreview> {
    const preview = await this.storages.planClean(await this.queries.find(jobId), what, storage_id);
    if (preview) return preview;
    throw away();
  }
}

const away = () =>
  unavailable('The runner that keeps these results does not answer now. Try again when it is back.', 5);
