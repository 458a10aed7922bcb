import { Controller } from '@nestjs/common';
import type { ExecutorListing, ExecutorListings } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import { jobRoutes } from '@reprise/contracts/routes';
import { isOpen } from '@reprise/job';
import { Serve } from '../../shared/http/serve.ts';
import { Storages } from '../storages.ts';
import { JobQueries } from './job-queries.ts';

/** Lists the live tasks of a job on other machines. They are not recorded, so executors are queried on demand. */
@Controller()
export class JobExecutorsController {
  constructor(
    private readonly queries: JobQueries,
    private readonly storages: Storages,
  ) {}

  @Serve(jobRoutes.executors)
  async list({ params: { id: jobId } }: Parsed<typeof jobRoutes.executors>): Promise<ExecutorListings> {
    const state = await this.queries.find(jobId);
    if (!isOpen(state) || !state.last_run) return { executors: [] };
    const { elsewhere = [] } = await this.queries.show(jobId, {});
    if (elsewhere.length === 0) return { executors: [] };
    return (await this.storages.executors(state)) ?? { executors: elsewhere.map(ofSilentRunner) };
  }
}

const ofSilentRunner = (name: string): ExecutorListing => ({
  name,
  label: name,
  as_of: null,
  counts: [],
  tasks: [],
  unknown: 'The runner of this job does not answer now',
});
