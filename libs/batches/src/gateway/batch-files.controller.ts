import { pipeline } from 'node:stream/promises';
import { Controller, Inject, Res } from '@nestjs/common';
import type { Parsed } from '@reprise/contracts/http';
import { zipFolders } from '@reprise/gateway/jobs';
import { Serve } from '@reprise/gateway/shared/http/serve.ts';
import { READ_MODEL } from '@reprise/gateway/shared/servers/tokens.ts';
import type { ReadModel } from '@reprise/read-model';
import type { Response } from 'express';
import { batchRoutes, type BatchFiles } from '../contract/index.ts';
import { BatchResults, filesCsv } from './batch-results.ts';
import { findBatch, jobsOfBatch } from './find-batch.ts';

/** Results of the jobs of a batch: a list, and one ZIP. */
@Controller()
export class BatchFilesController {
  constructor(
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    private readonly results: BatchResults,
  ) {}

  @Serve(batchRoutes.files)
  async list({ params: { id } }: Parsed<typeof batchRoutes.files>): Promise<BatchFiles> {
    await findBatch(this.readModel, id);
    return this.results.list(await jobsOfBatch(this.readModel, id));
  }

  @Serve(batchRoutes.filesCsv)
  async csv({ params: { id } }: Parsed<typeof batchRoutes.filesCsv>, @Res() response: Response): Promise<void> {
    await findBatch(this.readModel, id);
    const { items } = await this.results.list(await jobsOfBatch(this.readModel, id));
    response
      .attachment(`${id.slice(0, 8)}.files.csv`)
      .type('text/csv; charset=utf-8')
      .send(filesCsv(items));
  }

  @Serve(batchRoutes.zip)
  async zip({ params: { id } }: Parsed<typeof batchRoutes.zip>, @Res() response: Response): Promise<void> {
    const { name } = await findBatch(this.readModel, id);
    const folders = await this.results.folders(await jobsOfBatch(this.readModel, id));
    response
      .attachment(`${name}-${id.slice(0, 8)}.zip`)
      .set({ 'content-type': 'application/zip', 'cache-control': 'no-store, no-transform' });
    // Cancelling the download ends the request early. An error in the middle can only truncate the response.
    await pipeline(zipFolders(folders, name), response).catch(() => response.destroy());
  }
}
