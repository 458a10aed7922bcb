import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AttemptView, Page } from '@reprise/contracts';
import { listAttempts, type ReadModel } from '@reprise/projection';
import { READ_MODEL } from '../../infrastructure/tokens.ts';
import { knownJob } from '../known-job.ts';

export class ListAttempts extends Query<Page<AttemptView>> {
  constructor(readonly jobId: string) {
    super();
  }
}

@QueryHandler(ListAttempts)
export class ListAttemptsHandler implements IQueryHandler<ListAttempts> {
  constructor(@Inject(READ_MODEL) private readonly readModel: ReadModel) {}

  async execute({ jobId }: ListAttempts): Promise<Page<AttemptView>> {
    await knownJob(this.readModel, jobId);
    return { items: await listAttempts(this.readModel, jobId), next_cursor: null };
  }
}
