import { pipeline } from 'node:stream/promises';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { JobId } from '../../shared/http/job-id.ts';
import { AttemptParameter, MinSeq } from '../../shared/http/page-query.ts';
import { tooManyToPack } from '../files/job-files.ts';
import { zipResults } from '../files/zip-results.ts';
import { RESULTS } from './crate-parameters.ts';
import { DescribeCrate, DescribeCrateZip } from './describe-crate.ts';
import { JobCrates } from './job-crates.ts';

const CrateQuery = z.strictObject({ attempt: AttemptParameter, min_seq: MinSeq });
const METADATA = 'ro-crate-metadata.json';

/** RO-Crate of an attempt: its description, and the ZIP with the results. */
@Controller('jobs')
export class CrateController {
  constructor(private readonly crates: JobCrates) {}

  @Get(`:id/${METADATA}`)
  @DescribeCrate()
  async metadata(
    @Param('id', { schema: JobId }) jobId: string,
    @Query({ schema: CrateQuery }) { attempt }: z.infer<typeof CrateQuery>,
    @Res() response: Response,
  ): Promise<void> {
    const { crate } = await this.crates.of(jobId, attempt);
    response.type('application/ld+json').send(textOf(crate));
  }

  @Get(':id/ro-crate.zip')
  @DescribeCrateZip()
  async zip(
    @Param('id', { schema: JobId }) jobId: string,
    @Query({ schema: CrateQuery }) { attempt: given }: z.infer<typeof CrateQuery>,
    @Res() response: Response,
  ): Promise<void> {
    const { crate, results, added } = await this.crates.of(jobId, given);
    const { source, away, truncated, sampleName, attempt } = results;
    if (away) throw away;
    if (truncated) throw tooManyToPack();
    const name = `${sampleName}-${jobId.slice(0, 8)}-${String(attempt)}.crate.zip`;
    response.attachment(name).set({ 'content-type': 'application/zip', 'cache-control': 'no-store, no-transform' });
    const paths = source ? results.files.map(({ path }) => path) : [];
    const files = { [METADATA]: textOf(crate), ...added };
    // As with the ZIP of the results: an error in the middle can only cut the answer short.
    await pipeline(zipResults(source, paths, RESULTS, files), response).catch(() => response.destroy());
  }
}

const textOf = (crate: object): string => `${JSON.stringify(crate, null, 2)}\n`;
