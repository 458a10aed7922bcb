import { Controller, Get, Header, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Response } from 'express';
import { JobId } from '../../../shared/http/job-id.ts';
import { DescribeText } from '../../../shared/openapi/describe.ts';
import { LogQuery, ReadLog } from './read-log.handler.ts';

@Controller('jobs')
export class ReadLogController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':id/log')
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('cache-control', 'no-store')
  @DescribeText({
    summary: "A part of an attempt's log: Nextflow's own, its output, or a task's",
    headers: {
      'next-offset': 'Byte from which to go on reading',
      'file-size': 'Bytes that the file holds now',
    },
    problems: ['unknown_job', 'unknown_attempt', 'runner_away'],
  })
  async read(
    @Param('id', { schema: JobId }) jobId: string,
    @Query({ schema: LogQuery }) query: LogQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const { text, next_offset, size } = await this.queries.execute(new ReadLog(jobId, query));
    response.set({ 'next-offset': String(next_offset), 'file-size': String(size) });
    return text;
  }
}
