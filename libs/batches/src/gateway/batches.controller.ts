import { Controller, Inject, Res } from '@nestjs/common';
import type { Page } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import { Serve } from '@reprise/gateway/shared/http/serve.ts';
import { READ_MODEL } from '@reprise/gateway/shared/servers/tokens.ts';
import type { ReadModel } from '@reprise/read-model';
import type { Response } from 'express';
import { batchRoutes, type BatchView, type UsualValues } from '../contract/index.ts';
import { batchCsv } from './batch-csv.ts';
import { findBatch, jobsOfBatch } from './find-batch.ts';
import { listBatches } from './read-batches.ts';
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
    return findBatch(this.readModel, id);
  }

  @Serve(batchRoutes.usual)
  async usual({ params: { id } }: Parsed<typeof batchRoutes.usual>): Promise<UsualValues> {
    const { batch_id, pipelines } = await findBatch(this.readModel, id);
    return readUsual(this.readModel, batch_id, pipelines);
  }

  @Serve(batchRoutes.csv)
  async csv({ params: { id } }: Parsed<typeof batchRoutes.csv>, @Res() response: Response): Promise<void> {
    const { batch_id, pipelines } = await findBatch(this.readModel, id);
    const [jobs, usual] = await Promise.all([
      jobsOfBatch(this.readModel, id),
      readUsual(this.readModel, batch_id, pipelines),
    ]);
    const table = batchCsv(jobs, usual, Date.now());
    response
      .attachment(`${id.slice(0, 8)}.batch.csv`)
      .type('text/csv; charset=utf-8')
      .send(table);
  }
}
