import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { isUrl, type PausePreview, type TaskView } from '@reprise/contracts';
import { latestAttempts, listAttempts, sessionTasks, type ReadModel } from '@reprise/read-model';
import type { z } from 'zod';
import { JobId } from '../../shared/http/job-id.ts';
import { OneQuery } from '../../shared/http/page-query.ts';
import { DescribeQuery } from '../../shared/openapi/describe.ts';
import { READ_MODEL } from '../../shared/servers/tokens.ts';
import { jobExamples } from '../examples.ts';
import { JobQueries } from '../queries/job-queries.ts';
import { Storages } from '../storages.ts';
import { pausePreview } from './pause-preview.ts';

/** Attempts of the pipeline whose traces are searched for limits. */
const LATEST = 20;
const MAX_TASKS = 1_000;

/** Previews a pause. Records nothing. */
@Controller('jobs')
export class PausePreviewController {
  constructor(
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    private readonly queries: JobQueries,
    private readonly storages: Storages,
  ) {}

  @Get(':id/pause/preview')
  @DescribeQuery({
    operationId: 'PreviewPause_preview',
    summary: 'Time limits of the running steps, which go on counting while the job is paused; changes nothing',
    answer: jobExamples.pausePreview,
    problems: ['unknown_job'],
  })
  async preview(
    @Param('id', { schema: JobId }) jobId: string,
    @Query({ schema: OneQuery }) _query: z.infer<typeof OneQuery>,
  ): Promise<PausePreview> {
    const { attempt, pipeline, last_run } = await this.queries.find(jobId);
    const all = last_run ? await sessionTasks(this.readModel, jobId, attempt) : [];
    const running = all.filter(({ status }) => status === 'running').slice(0, MAX_TASKS);
    if (!last_run || isUrl(last_run.work_dir) || running.length === 0) return pausePreview(running, {}, Date.now());
    const [attempts, own] = await Promise.all([
      latestAttempts(this.readModel, pipeline, LATEST),
      listAttempts(this.readModel, jobId),
    ]);
    const argv = own.at(-1)?.argv ?? [];
    const run = argv.indexOf('run');
    const answer = await this.storages.timeLimits(last_run.storage_id, {
      ...{ job_id: jobId, work_dir: last_run.work_dir, attempts },
      script: run < 0 ? null : (argv[run + 1] ?? null),
      tasks: running.map(({ process, hash }: TaskView) => ({ process, hash })),
    });
    return pausePreview(running, answer?.limits ?? {}, Date.now());
  }
}
