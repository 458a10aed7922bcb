import { Controller, Get, Header, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { JobId } from '../../shared/http/job-id.ts';
import { DescribeLog } from './describe-log.ts';
import { JobLogs, LogQuery } from './job-logs.ts';

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
}
