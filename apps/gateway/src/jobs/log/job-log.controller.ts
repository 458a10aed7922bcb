import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Header, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { JobId } from '../../shared/http/job-id.ts';
import { DescribeLog, DescribeLogDownload } from './describe-log.ts';
import { JobLogs, LogQuery, WholeLogQuery } from './job-logs.ts';

@Controller('jobs')
export class JobLogController {
  constructor(private readonly logs: JobLogs) {}

  @Get(':id/log')
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('cache-control', 'no-store')
  @DescribeLog()
  async read(
    @Param('id', { schema: JobId }) jobId: string,
    @Query({ schema: LogQuery }) query: LogQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const { text, next_offset, size } = await this.logs.read(jobId, query);
    response.set({ 'next-offset': String(next_offset), 'file-size': String(size) });
    return text;
  }

  @Get(':id/log/download')
  @DescribeLogDownload()
  async download(
    @Param('id', { schema: JobId }) jobId: string,
    @Query({ schema: WholeLogQuery }) query: WholeLogQuery,
    @Res() response: Response,
  ): Promise<void> {
    const parts = this.logs.readWhole(jobId, query);
    const first = await parts.next();
    response
      .attachment(`${jobId.slice(0, 8)}-${query.file.replace(/\W/g, '-')}.log`)
      .set({ 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store, no-transform' });
    response.write(first.value ?? '');
    // Whoever cancels the download ends the request early; an error in the middle can only cut the answer short.
    await pipeline(Readable.from(parts), response).catch(() => response.destroy());
  }
}
