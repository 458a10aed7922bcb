import { Controller, Inject } from '@nestjs/common';
import type { Page } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import { Serve } from '@reprise/gateway/shared/http/serve.ts';
import { READ_MODEL } from '@reprise/gateway/shared/servers/tokens.ts';
import type { ReadModel } from '@reprise/read-model';
import { batchRoutes, type BatchView } from '../contract/index.ts';
import { listBatches, readBatch } from './read-batches.ts';

/** Jobs that were submitted together. */
@Controller()
export class BatchesController {
  constructor(@Inject(READ_MODEL) private readonly readModel: ReadModel) {}

  @Serve(batchRoutes.list)
  list({ query }: Parsed<typeof batchRoutes.list>): Promise<Page<BatchView>> {
    return listBatches(this.readModel, query);
  }

  @Serve(batchRoutes.show)
  async show({ params: { id } }: Parsed<typeof batchRoutes.show>): Promise<BatchView> {
    const batch = await readBatch(this.readModel, id);
    if (!batch) throw new ProblemException(404, `There is no batch ${id}.`);
    return batch;
  }
}
