import { pipeline } from 'node:stream/promises';
import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import { AuditFilter } from '@reprise/contracts';
import { exportAudit, type ReadModel } from '@reprise/projection';
import type { Response } from 'express';
import { z } from 'zod';
import { READ_MODEL } from '../../infrastructure/tokens.ts';
import { DescribeExport } from '../../openapi/describe.ts';
import { csvOf, ndjsonOf } from './export-formats.ts';

const ExportQuery = AuditFilter.extend({ format: z.enum(['csv', 'ndjson']).default('csv') });

const formats = {
  csv: { type: 'text/csv; charset=utf-8', write: csvOf },
  ndjson: { type: 'application/x-ndjson; charset=utf-8', write: ndjsonOf },
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
    res.type(type);
    res.set('content-disposition', `attachment; filename="reprise-audit.${format}"`);
    await pipeline(write(exportAudit(this.readModel, filter)), res);
  }
}
