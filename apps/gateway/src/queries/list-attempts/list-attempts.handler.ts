import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AttemptView, Page } from '@reprise/contracts';
import { listAttempts, type ReadModel } from '@reprise/projection';
import type { z } from 'zod';
import { READ_MODEL } from '../../infrastructure/tokens.ts';
import { knownJob, knownMoment } from '../known-job.ts';
import { AsOf, PageQuery } from '../page-query.ts';

export const AttemptsQuery = PageQuery.extend({ as_of: AsOf });
export type AttemptsQuery = z.infer<typeof AttemptsQuery>;

export class ListAttempts extends Query<Page<AttemptView>> {
  constructor(
    readonly jobId: string,
    readonly asOf: number | undefined,
  ) {
    super();
  }
}

@QueryHandler(ListAttempts)
export class ListAttemptsHandler implements IQueryHandler<ListAttempts> {
  constructor(@Inject(READ_MODEL) private readonly readModel: ReadModel) {}

  async execute({ jobId, asOf }: ListAttempts): Promise<Page<AttemptView>> {
    if (asOf !== undefined)
      return { items: [...(await knownMoment(this.readModel, jobId, asOf)).attempts], next_cursor: null };
    await knownJob(this.readModel, jobId);
    return { items: await listAttempts(this.readModel, jobId), next_cursor: null };
  }
}
