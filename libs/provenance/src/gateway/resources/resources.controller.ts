import { Controller, Res } from '@nestjs/common';
import type { Parsed } from '@reprise/contracts/http';
import type { Response } from 'express';
import { JobQueries } from '@reprise/gateway/jobs';
import { Serve } from '@reprise/gateway/shared/http/serve.ts';
import { resourceRoutes, type JobResources } from '../../contract/index.ts';
import { allTasks } from '../all-tasks.ts';
import { resourcesCsv } from './resources-csv.ts';
import { summarizeResources } from './summarize-resources.ts';

/** Resources that the tasks of a job requested and used. */
@Controller()
export class ResourcesController {
  constructor(private readonly queries: JobQueries) {}

  @Serve(resourceRoutes.show)
  show({ params: { id: jobId } }: Parsed<typeof resourceRoutes.show>): Promise<JobResources> {
    return this.resourcesOf(jobId);
  }

  @Serve(resourceRoutes.csv)
  async csv({ params: { id: jobId } }: Parsed<typeof resourceRoutes.csv>, @Res() response: Response): Promise<void> {
    const table = resourcesCsv(await this.resourcesOf(jobId));
    response
      .attachment(`${jobId.slice(0, 8)}.resources.csv`)
      .type('text/csv; charset=utf-8')
      .send(table);
  }

  private async resourcesOf(jobId: string): Promise<JobResources> {
    return summarizeResources(await allTasks(this.queries, jobId));
  }
}
