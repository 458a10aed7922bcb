import { Controller, Get, Query } from '@nestjs/common';
import type { PipelineList } from '@reprise/contracts';
import { pageOfList } from '@reprise/read-model';
import { ListQuery } from '../shared/http/page-query.ts';
import { DescribeQuery } from '../shared/openapi/describe.ts';
import { InstalledPipelines } from '../shared/pipelines/installed-pipelines.ts';
import { pipelineExamples } from './examples.ts';
import { pipelineView } from './pipeline-view.ts';

@Controller('pipelines')
export class PipelinesController {
  constructor(private readonly pipelines: InstalledPipelines) {}

  @Get()
  @DescribeQuery({
    operationId: 'ListPipelines_list',
    summary: 'The pipelines that can be submitted to, and the folders that are broken',
    answer: pipelineExamples.pipelines,
    problems: ['wrong_cursor'],
  })
  async list(@Query({ schema: ListQuery }) query: ListQuery): Promise<PipelineList> {
    const { items, next_cursor } = pageOfList(await this.pipelines.all(), query);
    return {
      items: items.map((each) => pipelineView(each, this.pipelines.takesConfig)),
      next_cursor,
      broken: [...(await this.pipelines.broken())],
    };
  }
}
