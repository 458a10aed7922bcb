import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FilePage } from '@reprise/contracts';
import type { Request, Response } from 'express';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { JobId } from '../../shared/http/job-id.ts';
import { AttemptParameter, MinSeq } from '../../shared/http/page-query.ts';
import { ProblemException } from '../../shared/http/problem.ts';
import { DescribeQuery } from '../../shared/openapi/describe.ts';
import { jobExamples } from '../examples.ts';
import { DescribeFile, DescribeZip } from './describe-files.ts';
import { FilesQuery, JobFiles, tooManyToPack } from './job-files.ts';
import { sendResult } from './send-result.ts';
import { zipResults } from './zip-results.ts';

const MAX_PATH = 4096;
const Flag = z.enum(['0', '1']).default('0');
const FileQuery = z.strictObject({ attempt: AttemptParameter, download: Flag, min_seq: MinSeq });
const Path = z.string().min(1).max(MAX_PATH);
const ZipQuery = z.strictObject({
  attempt: AttemptParameter,
  min_seq: MinSeq,
  /** Files to pack; none: all. */
  path: z.union([Path.transform((path) => [path]), z.array(Path).max(1000)]).default([]),
});

/** Parts of a path, decoded; one that holds a slash of its own names no file. */
const PathParts = z
  .array(z.string())
  .transform((parts) => (parts.some((part) => part.includes('/')) ? '' : parts.join('/')));

/** Results of a job's attempts: their list, each file, and all in a ZIP. */
@Controller('jobs')
export class JobFilesController {
  constructor(private readonly files: JobFiles) {}

  @Get(':id/files')
  @DescribeQuery({
    operationId: 'ListFiles_list',
    summary:
      'The files in the output dir of an attempt; of the last one where none is given. All of them where no limit is given',
    answer: jobExamples.files,
    problems: ['unknown_job', 'unknown_attempt', 'wrong_cursor'],
  })
  list(
    @Param('id', { schema: JobId }) jobId: string,
    @Query({ schema: FilesQuery }) query: FilesQuery,
  ): Promise<FilePage> {
    return this.files.list(jobId, query);
  }

  @Get(':id/files.zip')
  @DescribeZip()
  async zip(
    @Param('id', { schema: JobId }) jobId: string,
    @Query({ schema: ZipQuery }) { attempt, path: chosen }: z.infer<typeof ZipQuery>,
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
    // Whoever cancels the download ends the request early; an error in the middle can only cut the answer short.
    await pipeline(zipResults(source, chosen.length > 0 ? chosen : paths, name), response).catch(() =>
      response.destroy(),
    );
  }

  @Get(':id/files/*path')
  @DescribeFile()
  async file(
    @Param('id', { schema: JobId }) jobId: string,
    @Param('path', { schema: PathParts }) path: string,
    @Query({ schema: FileQuery }) { attempt, download }: z.infer<typeof FileQuery>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { file, sha256 } = await this.files.open(jobId, path, attempt);
    await sendResult(request, response, file, { path, sha256, isDownload: download === '1' });
  }
}
