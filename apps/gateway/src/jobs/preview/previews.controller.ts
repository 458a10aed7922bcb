import { Controller } from '@nestjs/common';
import { previewedCommandNames, type PreviewedCommandName, type RunPreview } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import { checkRoutes, previewRoutes } from '@reprise/contracts/routes';
import { Serve } from '../../shared/http/serve.ts';
import { serveBy } from '../../shared/http/serve-by.ts';
import { JobQueries } from '../queries/job-queries.ts';
import { CommandPreviews } from './command-previews.ts';
import { RunPreviews } from './run-previews.ts';

/** Previews of commands to one job: one route for each command, and one for resume and restart. Records nothing. */
@Controller()
export class PreviewsController {
  constructor(
    private readonly queries: JobQueries,
    private readonly previews: CommandPreviews,
    private readonly runs: RunPreviews,
  ) {}

  @Serve(checkRoutes.preview)
  async run({ params: { id: jobId }, body }: Parsed<typeof checkRoutes.preview>): Promise<RunPreview> {
    return this.runs.of(await this.queries.find(jobId), body);
  }

  async read(name: PreviewedCommandName, jobId: string, query: object): Promise<object> {
    return this.previews.read(name, await this.queries.find(jobId), query as never);
  }
}

for (const name of previewedCommandNames.toSorted()) {
  type Input = Parsed<(typeof previewRoutes)[typeof name]>;
  serveBy(PreviewsController, name, previewRoutes[name], function (this: PreviewsController, { params, query }: Input) {
    return this.read(name, params.id, query);
  });
}
