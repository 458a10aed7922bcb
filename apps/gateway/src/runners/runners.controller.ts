import { Controller, Get, Query } from '@nestjs/common';
import type { Page, RunnerView } from '@reprise/contracts';
import { pageOfList } from '@reprise/read-model';
import { ListQuery } from '../shared/http/page-query.ts';
import { DescribeQuery } from '../shared/openapi/describe.ts';
import { runnersExample } from './examples.ts';
import { Runners } from '../shared/runners/runners.ts';

@Controller('runners')
export class RunnersController {
  constructor(private readonly runners: Runners) {}

  @Get()
  @DescribeQuery({
    operationId: 'ListRunners_list',
    summary: 'The runners and whether they live, as their heartbeats tell',
    answer: runnersExample,
    problems: ['wrong_cursor'],
  })
  list(@Query({ schema: ListQuery }) query: ListQuery): Page<RunnerView> {
    return pageOfList(this.runners.list(Date.now()), query);
  }
}
