import { Controller } from '@nestjs/common';
import type { RunPreview } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import { checkRoutes } from '@reprise/contracts/routes';
import { Serve } from '../../shared/http/serve.ts';
import { JobQueries } from '../queries/job-queries.ts';
import { Previews } from './previews.ts';

/** Previews a resume or restart. Records nothing. */
@Controller()
export class PreviewController {
  constructor(
    private readonly queries: JobQueries,
    private readonly previews: Previews,
  ) {}

  @Serve(checkRoutes.preview)
  async preview({ params: { id: jobId }, body }: Parsed<typeof checkRoutes.preview>): Promise<RunPreview> {
    return this.previews.of(await this.queries.find(jobId), body);
  }
}
