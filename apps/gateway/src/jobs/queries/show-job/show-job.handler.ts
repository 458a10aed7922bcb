import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { JobView } from '@reprise/contracts';
import { readJob, type ReadModel } from '@reprise/read-model';
import type { z } from 'zod';
import { unknownJob } from '../../../shared/http/problem.ts';
import { Storages } from '../../storages.ts';
import { READ_MODEL } from '../../../shared/servers/tokens.ts';
import { knownJob, knownMoment } from '../known-job.ts';
import { AsOf, OneQuery } from '../../../shared/http/page-query.ts';

export const ShowJobQuery = OneQuery.extend({ as_of: AsOf });
export type ShowJobQuery = z.infer<typeof ShowJobQuery>;

export class ShowJob extends Query<JobView> {
  constructor(
    readonly jobId: string,
    readonly asOf: number | undefined,
  ) {
    super();
  }
}

@QueryHandler(ShowJob)
export class ShowJobHandler implements IQueryHandler<ShowJob> {
  constructor(
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    private readonly storages: Storages,
  ) {}

  async execute({ jobId, asOf }: ShowJob): Promise<JobView> {
    if (asOf !== undefined) return (await knownMoment(this.readModel, jobId, asOf)).job;
    const state = await knownJob(this.readModel, jobId);
    // Whether its work is still there matters only where it could be resumed.
    const workDir = state.status === 'failed' ? await this.storages.workDirOf(state) : 'unknown';
    const job = await readJob(this.readModel, jobId, workDir);
    if (!job) throw unknownJob(jobId);
    return job;
  }
}
