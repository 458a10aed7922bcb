import { Controller, Inject, Res } from '@nestjs/common';
import type { JobView, Page } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import { Serve } from '@reprise/gateway/shared/http/serve.ts';
import { READ_MODEL } from '@reprise/gateway/shared/servers/tokens.ts';
import { listJobs, type ReadModel } from '@reprise/read-model';
import type { Response } from 'express';
import { batchRoutes, type BatchView, type UsualValues } from '../contract/index.ts';
import { batchCsv } from './batch-csv.ts';
import { listBatches, readBatch } from './read-batches.ts';
import { readUsual } from './read-usual.ts';

/** Jobs that were submitted together. */
@Controller()
export class BatchesController {
  constructor(@Inject(READ_MODEL) private readonly readModel: ReadModel) {}

  @Serve(batchRoutes.list)
  list({ query }: Parsed<typeof batchRoutes.list>): Promise<Page<BatchView>> {
    return listBatches(this.readModel, query);
  }

  @Serve(batchRoutes.show)
  show({ params: { id } }: Parsed<typeof batchRoutes.show>): Promise<BatchView> {
    return this.find(id);
  }

  @Serve(batchRoutes.usual)
  async usual({ params: { id } }: Parsed<typeof batchRoutes.usual>): Promise<UsualValues> {
    const { batch_id, pipelines } = await this.find(id);
    return readUsual(this.readModel, batch_id, pipelines);
  }

  @Serve(batchRoutes.csv)
  async csv({ params: { id } }: Parsed<typeof batchRoutes.csv>, @Res() response: Response): Promise<void> {
    const { batch_id, pipelines } = await this.find(id);
    const [jobs, usual] = await Promise.all([this.jobsOf(id), readUsual(this.readModel, batch_id, pipelines)]);
    const table = batchCsv(jobs, usual, Date.now());
    response
      .attachment(`${id.slice(0, 8)}.batch.csv`)
      .type('text/csv; charset=utf-8')
      .send(table);
  }

  private async find(id: string): Promise<BatchView> {
    const batch = await readBatch(this.readModel, id);
    if (!batch) throw new ProblemException(404, `There is no batch ${id}.`);
    return batch;
  }

  /** Returns all jobs of a batch, sorted by sample name. */
  private async jobsOf(batch: string): Promise<JobView[]> {
    const jobs: JobView[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await listJobs(this.readModel, {
        batch,
        limit: 1000,
        sort: 'sample_name',
        order: 'asc',
        ...(cursor && { cursor }),
      });
      jobs.push(...page.items);
      cursor = page.next_cursor;
    }
    return jobs;
  }
}
