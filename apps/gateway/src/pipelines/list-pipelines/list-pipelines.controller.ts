import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { PipelineList } from '@reprise/contracts';
import { DescribeQuery } from '../../shared/openapi/describe.ts';
import { ListQuery } from '../../shared/http/page-query.ts';
import { ListPipelines } from './list-pipelines.handler.ts';

@Controller('pipelines')
export class ListPipelinesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @DescribeQuery({
    summary: 'The pipelines that can be submitted to, and the folders that are broken',
    answer: 'pipelines',
    problems: ['wrong_cursor'],
  })
  list(@Query({ schema: ListQuery }) query: ListQuery): Promise<PipelineList> {
    return this.queries.execute(new ListPipelines(query));
  }
}
