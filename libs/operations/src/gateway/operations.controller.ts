import { Controller, Inject, Res } from '@nestjs/common';
import type { Parsed } from '@reprise/contracts/http';
import { Serve } from '@reprise/gateway/shared/http/serve.ts';
import { READ_MODEL } from '@reprise/gateway/shared/servers/tokens.ts';
import type { ReadModel } from '@reprise/read-model';
import type { Response } from 'express';
import { operationsRoutes, type Operations } from '../contract/index.ts';
import { operationsCsv } from './operations-csv.ts';
import { readOperations } from './read-operations.ts';

/** Figures for operators over time. */
@Controller()
export class OperationsController {
  constructor(@Inject(READ_MODEL) private readonly readModel: ReadModel) {}

  @Serve(operationsRoutes.show)
  show({ query: { span } }: Parsed<typeof operationsRoutes.show>): Promise<Operations> {
    return readOperations(this.readModel, span, Date.now());
  }

  @Serve(operationsRoutes.csv)
  async csv({ query: { span } }: Parsed<typeof operationsRoutes.csv>, @Res() response: Response): Promise<void> {
    const table = operationsCsv(await readOperations(this.readModel, span, Date.now()));
    response.attachment(`operations.${span}.csv`).type('text/csv; charset=utf-8').send(table);
  }
}
