import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { JobView } from '@reprise/contracts';
import { readJob, type ReadModel } from '@reprise/projection';
import { unknownJob } from '../../http/problem.ts';
import { Storages } from '../../infrastructure/storages.ts';
import { READ_MODEL } from '../../infrastructure/tokens.ts';
import { knownJob } from '../known-job.ts';

export class ShowJob extends Query<JobView> {
  constructor(readonly jobId: string) {
    super();
  }
}

@QueryHandler(ShowJob)
export class ShowJobHandler implements IQueryHandler<ShowJob> {
  constructor(
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    private readonly storages: Storages,
  ) {}

  async execute({ jobId }: ShowJob): Promise<JobView> {
    const state = await knownJob(this.readModel, jobId);
    // Whether its work is still there matters only where it could be resumed.
    const workDir = state.status === 'failed' ? await this.storages.workDirOf(state) : 'unknown';
    const job = await readJob(this.readModel, jobId, workDir);
    if (!job) throw unknownJob(jobId);
    return job;
  }
}
