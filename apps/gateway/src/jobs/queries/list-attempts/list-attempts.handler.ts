import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AttemptView, Page } from '@reprise/contracts';
import { listAttempts, pageOfList, type ReadModel } from '@reprise/read-model';
import type { z } from 'zod';
import { READ_MODEL } from '../../../shared/servers/tokens.ts';
import { knownJob, knownMoment } from '../known-job.ts';
import { AsOf, ListQuery } from '../../../shared/http/page-query.ts';

export const AttemptsQuery = ListQuery.extend({ as_of: AsOf });
export type AttemptsQuery = z.infer<typeof AttemptsQuery>;

export class ListAttempts extends Query<Page<AttemptView>> {
  constructor(
    readonly jobId: string,
    readonly query: AttemptsQuery,
  ) {
    super();
  }
}

@QueryHandler(ListAttempts)
export class ListAttemptsHandler implements IQueryHandler<ListAttempts> {
  constructor(@Inject(READ_MODEL) private readonly readModel: ReadModel) {}

  async execute({ jobId, query }: ListAttempts): Promise<Page<AttemptView>> {
    return pageOfList(await this.attempts(jobId, query.as_of), query);
  }

  private async attempts(jobId: string, asOf: number | undefined): Promise<readonly AttemptView[]> {
    if (asOf !== undefined) return (await knownMoment(this.readModel, jobId, asOf)).attempts;
    await knownJob(this.readModel, jobId);
    return listAttempts(this.readModel, jobId);
  }
}
