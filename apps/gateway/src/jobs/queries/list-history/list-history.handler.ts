import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { HistoryEntry, Page } from '@reprise/contracts';
import { listHistory, type ReadModel } from '@reprise/read-model';
import { READ_MODEL } from '../../../shared/servers/tokens.ts';
import { knownJob } from '../known-job.ts';
import type { PageQuery } from '../../../shared/http/page-query.ts';

export class ListHistory extends Query<Page<HistoryEntry>> {
  constructor(
    readonly jobId: string,
    readonly page: PageQuery,
  ) {
    super();
  }
}

@QueryHandler(ListHistory)
export class ListHistoryHandler implements IQueryHandler<ListHistory> {
  constructor(@Inject(READ_MODEL) private readonly readModel: ReadModel) {}

  async execute({ jobId, page }: ListHistory): Promise<Page<HistoryEntry>> {
    await knownJob(this.readModel, jobId);
    return listHistory(this.readModel, jobId, page);
  }
}
