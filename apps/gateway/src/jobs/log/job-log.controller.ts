import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Header, Res } from '@nestjs/common';
import type { Parsed } from '@reprise/contracts/http';
import { logRoutes } from '@reprise/contracts/routes';
import type { Response } from 'express';
import { Serve } from '../../shared/http/serve.ts';
import { JobLogs } from './job-logs.ts';

@Controller()
export class JobLogController {
  constructor(private readonly logs: JobLogs) {}

  @Serve(logRoutes.read)
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('cache-control', 'no-store')
  async read(
    { params: { id: jobId }, query }: Parsed<typeof logRoutes.read>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const { text, next_offset, size } = await this.logs.read(jobId, query);
    response.set({ 'next-offset': String(next_offset), 'file-size': String(size) });
    return text;
  }

  @Serve(logRoutes.download)
  async download(
    { params: { id: jobId }, query }: Parsed<typeof logRoutes.download>,
    @Res() response: Response,
  ): Promise<void> {
    const parts = this.logs.readWhole(jobId, query);
    const first = await parts.next();
    response
      .attachment(`${jobId.slice(0, 8)}-${query.file.replace(/\W/g, '-')}.log`)
      .set({ 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store, no-transform' });
    response.write(first.value ?? '');
    // Cancelling the download ends the request early. An error in the middle can only truncate the response.
    await pipeline(Readable.from(parts), response).catch(() => response.destroy());
  }
}
