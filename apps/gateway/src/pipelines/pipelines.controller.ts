import { Controller } from '@nestjs/common';
import type { PipelineList } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import { pipelineRoutes } from '@reprise/contracts/routes';
import { offeredLaunch, type OfferedLaunch, type Pipeline } from '@reprise/pipelines';
import { pageOfList } from '@reprise/read-model';
import { Serve } from '../shared/http/serve.ts';
import { InstalledPipelines } from '../shared/pipelines/installed-pipelines.ts';
import { newestFirst } from '../shared/pipelines/with-nextflow.ts';
import { ScriptChecks } from '../shared/pipelines/script-checks.ts';
import { pipelineView } from './pipeline-view.ts';

@Controller()
export class PipelinesController {
  /** Launch options by loaded pipeline, because changed files are loaded again. */
  readonly #known = new WeakMap<Pipeline, Promise<OfferedLaunch>>();

  constructor(
    private readonly pipelines: InstalledPipelines,
    private readonly scripts: ScriptChecks,
  ) {}

  @Serve(pipelineRoutes.list)
  async list({ query: { name, ...query } }: Parsed<typeof pipelineRoutes.list>): Promise<PipelineList> {
    const all = await this.pipelines.all();
    const asked = all.filter(({ manifest }) => name === undefined || manifest.name === name);
    const { items, next_cursor } = pageOfList(asked, query);
    const nextflow_versions = newestFirst(this.pipelines.nextflowVersions());
    const view = async (each: Pipeline) => {
      // A compiler is started only by a request for a single pipeline.
      const { compiled } = name === undefined ? this.scripts.of(each) : await this.scripts.askUsual(each);
      const offered = { ...(await this.#offered(each)), nextflow_versions };
      return pipelineView(each, this.pipelines.takesConfig, offered, compiled);
    };
    return {
      items: await Promise.all(items.map(view)),
      next_cursor,
      broken: [...(await this.pipelines.broken())],
    };
  }

  #offered(pipeline: Pipeline): Promise<OfferedLaunch> {
    const offered = this.#known.get(pipeline) ?? offeredLaunch(pipeline);
    this.#known.set(pipeline, offered);
    return offered;
  }
}
