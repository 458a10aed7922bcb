import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Page, RunnerView } from '@reprise/contracts';
import { DescribeQuery } from '../../shared/openapi/describe.ts';
import { ListQuery } from '../../shared/http/page-query.ts';
import { ListRunners } from './list-runners.handler.ts';

@Controller('runners')
export class ListRunnersController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @DescribeQuery({
    summary: 'The runners and whether they live, as their heartbeats tell',
    answer: 'runners',
    problems: ['wrong_cursor'],
  })
  list(@Query({ schema: ListQuery }) query: ListQuery): Promise<Page<RunnerView>> {
    return this.queries.execute(new ListRunners(query));
  }
}
