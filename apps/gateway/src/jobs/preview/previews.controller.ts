import { Controller } from '@nestjs/common';
import { previewedCommandNames, type PreviewedCommandName } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import { previewRoutes } from '@reprise/contracts/routes';
import { serveBy } from '../../shared/http/serve-by.ts';
import { JobQueries } from '../queries/job-queries.ts';
import { LookUpSources } from '../command-requests/look-up.ts';
import { previewOf } from '../command-handling/look-ups.ts';

/** One route for the preview of each command that has one. Records nothing. */
@Controller()
export class PreviewsController {
  constructor(
    private readonly queries: JobQueries,
    private readonly sources: LookUpSources,
  ) {}

  async read(name: PreviewedCommandName, jobId: string, query: object): Promise<object> {
    const { read } = previewOf(name);
    return read(await this.queries.find(jobId), query as never, this.sources);
  }
}

for (const name of previewedCommandNames.toSorted()) {
  type Input = Parsed<(typeof previewRoutes)[typeof name]>;
  serveBy(PreviewsController, name, previewRoutes[name], function (this: PreviewsController, { params, query }: Input) {
    return this.read(name, params.id, query);
  });
}
