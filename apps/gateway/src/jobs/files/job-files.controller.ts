import { Controller, Req, Res } from '@nestjs/common';
import type { FilePage } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import { fileRoutes } from '@reprise/contracts/routes';
import type { Request, Response } from 'express';
import { pipeline } from 'node:stream/promises';
import { Serve } from '../../shared/http/serve.ts';
import { ProblemException } from '../../shared/http/problem.ts';
import { JobFiles, tooManyToPack } from './job-files.ts';
import { sendResult } from './send-result.ts';
import { zipResults } from './zip-results.ts';

/** Results of a job's attempts: the list, each file, and all files as a ZIP. */
@Controller()
export class JobFilesController {
  constructor(private readonly files: JobFiles) {}

  @Serve(fileRoutes.list)
  list({ params: { id: jobId }, query }: Parsed<typeof fileRoutes.list>): Promise<FilePage> {
    return this.files.list(jobId, query);
  }

  @Serve(fileRoutes.zip)
  async zip(
    { params: { id: jobId }, query: { attempt, path: chosen = [] } }: Parsed<typeof fileRoutes.zip>,
    @Res() response: Response,
  ): Promise<void> {
    const { files, source, sampleName, attempt: number, away, truncated } = await this.files.filesOf(jobId, attempt);
    if (away) throw away;
    if (truncated && chosen.length === 0) throw tooManyToPack();
    const paths = files.map(({ path }) => path);
    const missing = chosen.find((path) => !paths.includes(path));
    if (missing !== undefined) throw new ProblemException(404, `This job has no result ${missing.slice(0, 200)}.`);
    if (!source || paths.length === 0) throw new ProblemException(404, 'This attempt has no results.');
    const name = `${sampleName}-${jobId.slice(0, 8)}-${String(number)}`;
    response
      .attachment(`${name}.zip`)
      .set({ 'content-type': 'application/zip', 'cache-control': 'no-store, no-transform' });
    // Cancelling the download ends the request early. An error in the middle can only truncate the response.
    await pipeline(zipResults(source, chosen.length > 0 ? chosen : paths, name), response).catch(() =>
      response.destroy(),
    );
  }

  @Serve(fileRoutes.file)
  async file(
    { params: { id: jobId, path }, query: { attempt, download } }: Parsed<typeof fileRoutes.file>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { file, sha256 } = await this.files.open(jobId, path, attempt);
    await sendResult(request, response, file, { path, sha256, isDownload: download === '1' });
  }
}
