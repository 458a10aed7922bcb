import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Page, RunnerView } from '@reprise/contracts';
import { Runners } from '../../infrastructure/runners.ts';

export class ListRunners extends Query<Page<RunnerView>> {}

@QueryHandler(ListRunners)
export class ListRunnersHandler implements IQueryHandler<ListRunners> {
  constructor(private readonly runners: Runners) {}

  async execute(): Promise<Page<RunnerView>> {
    return { items: this.runners.list(Date.now()), next_cursor: null };
  }
}
