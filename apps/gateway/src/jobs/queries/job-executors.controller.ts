import { Controller, Get, Param, Query } from '@nestjs/common';
import type { ExecutorListing, ExecutorListings } from '@reprise/contracts';
import { isOpen } from '@reprise/job';
import type { z } from 'zod';
import { JobId } from '../../shared/http/job-id.ts';
import { OneQuery } from '../../shared/http/page-query.ts';
import { DescribeQuery } from '../../shared/openapi/describe.ts';
import { jobExamples } from '../examples.ts';
import { Storages } from '../storages.ts';
import { JobQueries } from './job-queries.ts';

/** Lists the live tasks of a job on other machines. Nothing of it is recorded: executors are asked when people look. */
@Controller('jobs')
export class JobExecutorsController {
  constructor(
    private readonly queries: JobQueries,
    private readonly storages: Storages,
  ) {}

  @Get(':id/executors')
  @DescribeQuery({
    operationId: 'ListExecutors_list',
    summary: 'The live tasks of a job on other machines, such as those of Slurm, in the words of their executors',
    answer: jobExamples.executors,
    problems: ['unknown_job'],
  })
  async list(
    @Param('id', { schema: JobId }) jobId: string,
    @Query({ schema: OneQuery }) _query: z.infer<typeof OneQuery>,
  ): Promise<ExecutorListings> {
    const state = await this.queries.find(jobId);
    if (!isOpen(state) || !state.last_run) return { executors: [] };
    const { elsewhere = [] } = await this.queries.show(jobId, {});
    if (elsewhere.length === 0) return { executors: [] };
    return (await this.storages.executors(state)) ?? { executors: elsewhere.map(ofSilentRunner) };
  }
}

const ofSilentRunner = (name: string): ExecutorListing => ({
  ...{ name, label: name, as_of: null, counts: [], tasks: [] },
  unknown: 'The runner of this job does not answer now',
});
