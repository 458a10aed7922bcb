import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { JobListQuery, JobView, Page } from '@reprise/contracts';
import { listJobs, type ReadModel } from '@reprise/read-model';
import { READ_MODEL } from '../../../shared/servers/tokens.ts';

export class ListJobs extends Query<Page<JobView>> {
  constructor(readonly query: JobListQuery) {
    super();
  }
}

@QueryHandler(ListJobs)
export class ListJobsHandler implements IQueryHandler<ListJobs> {
  constructor(@Inject(READ_MODEL) private readonly readModel: ReadModel) {}

  execute({ query }: ListJobs): Promise<Page<JobView>> {
    return listJobs(this.readModel, query);
  }
}
