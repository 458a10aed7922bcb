import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Page, RunnerView } from '@reprise/contracts';
import { pageOfList } from '@reprise/read-model';
import { Runners } from '../runners.ts';
import type { ListQuery } from '../../shared/http/page-query.ts';

export class ListRunners extends Query<Page<RunnerView>> {
  constructor(readonly query: ListQuery) {
    super();
  }
}

@QueryHandler(ListRunners)
export class ListRunnersHandler implements IQueryHandler<ListRunners> {
  constructor(private readonly runners: Runners) {}

  async execute({ query }: ListRunners): Promise<Page<RunnerView>> {
    return pageOfList(this.runners.list(Date.now()), query);
  }
}
