import { Controller, Inject, Res } from '@nestjs/common';
import type { Parsed } from '@reprise/contracts/http';
import type { Response } from 'express';
import { Serve } from '@reprise/gateway/shared/http/serve.ts';
import { READ_MODEL } from '@reprise/gateway/shared/servers/tokens.ts';
import type { ReadModel } from '@reprise/read-model';
import { trendRoutes, type PipelineTrends } from '../../contract/index.ts';
import { readTrends } from './read-trends.ts';
import { trendsCsv } from './trends-csv.ts';

/** Durations, failures and quality of the latest jobs of a pipeline. */
@Controller()
export class TrendsController {
  constructor(@Inject(READ_MODEL) private readonly readModel: ReadModel) {}

  @Serve(trendRoutes.show)
  show({ params: { name }, query: { days } }: Parsed<typeof trendRoutes.show>): Promise<PipelineTrends> {
    return readTrends(this.readModel, name, days);
  }

  @Serve(trendRoutes.csv)
  async csv(
    { params: { name }, query: { days } }: Parsed<typeof trendRoutes.csv>,
    @Res() response: Response,
  ): Promise<void> {
    const table = trendsCsv(await readTrends(this.readModel, name, days));
    response.attachment(`${name}.trends.csv`).type('text/csv; charset=utf-8').send(table);
  }
}
