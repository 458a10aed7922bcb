import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { PipelineList, PipelineView } from '@reprise/contracts';
import type { Pipeline } from '@reprise/pipelines';
import { pageOfList } from '@reprise/read-model';
import { Pipelines } from '../../shared/pipelines/pipelines.ts';
import type { ListQuery } from '../../shared/http/page-query.ts';

export class ListPipelines extends Query<PipelineList> {
  constructor(readonly query: ListQuery) {
    super();
  }
}

@QueryHandler(ListPipelines)
export class ListPipelinesHandler implements IQueryHandler<ListPipelines> {
  constructor(private readonly pipelines: Pipelines) {}

  async execute({ query }: ListPipelines): Promise<PipelineList> {
    const { items, next_cursor } = pageOfList(this.pipelines.all, query);
    return { items: items.map(viewOf), next_cursor, broken: [...this.pipelines.broken] };
  }
}

function viewOf({ manifest, revision, params, demo, schema }: Pipeline): PipelineView {
  return {
    name: manifest.name,
    title: manifest.title ?? manifest.name,
    description: manifest.description ?? null,
    version: manifest.version ?? null,
    revision,
    params,
    input_param: manifest.input_param,
    output_param: manifest.output_param,
    steps: Object.entries(manifest.steps).map(([process, step]) => ({ process, step })),
    demo: demo.map(({ name, params: example }) => ({ name, params: example })),
    schema: schema?.document ?? null,
  };
}
