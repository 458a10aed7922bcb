import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import { AuditFilter } from '@reprise/contracts';
import { exportAudit, type ReadModel } from '@reprise/read-model';
import type { Response } from 'express';
import { z } from 'zod';
import { READ_MODEL } from '../../shared/servers/tokens.ts';
import { DescribeExport } from '../../shared/openapi/describe.ts';
import { begin } from './begin.ts';
import { writeCsv, writeNdjson } from './export-formats.ts';

const ExportQuery = AuditFilter.extend({ format: z.enum(['csv', 'ndjson']).default('csv') });

const formats = {
  csv: { type: 'text/csv; charset=utf-8', write: writeCsv },
  ndjson: { type: 'application/x-ndjson; charset=utf-8', write: writeNdjson },
};

@Controller('audit')
export class ExportAuditController {
  constructor(@Inject(READ_MODEL) private readonly readModel: ReadModel) {}

  /** Streamed, so that its length costs no memory. A stream that breaks off ends the connection: no half file looks whole. */
  @Get('export')
  @DescribeExport()
  async export(
    @Query({ schema: ExportQuery }) query: z.infer<typeof ExportQuery>,
    @Res() res: Response,
  ): Promise<void> {
    const { format, ...filter } = query;
    const { type, write } = formats[format];
    const entries = await begin(exportAudit(this.readModel, filter));
    res.type(type);
    res.set('content-disposition', `attachment; filename="reprise-audit.${format}"`);
    await write(entries, res);
  }
}
