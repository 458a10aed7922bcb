import { pipeline } from 'node:stream/promises';
import { Controller, Res } from '@nestjs/common';
import type { Parsed } from '@reprise/contracts/http';
import type { Response } from 'express';
import { Serve } from '@reprise/gateway/shared/http/serve.ts';
import { tooManyToPack, zipResults } from '@reprise/gateway/jobs';
import { crateRoutes } from '../../contract/index.ts';
import { RESULTS } from './crate-parameters.ts';
import { JobCrates } from './job-crates.ts';

const METADATA = 'ro-crate-metadata.json';

/** RO-Crate of an attempt: its description, and the ZIP with the results. */
@Controller()
export class CrateController {
  constructor(private readonly crates: JobCrates) {}

  @Serve(crateRoutes.metadata)
  async metadata(
    { params: { id: jobId }, query: { attempt } }: Parsed<typeof crateRoutes.metadata>,
    @Res() response: Response,
  ): Promise<void> {
    const { crate } = await this.crates.of(jobId, attempt);
    response.type('application/ld+json').send(textOf(crate));
  }

  @Serve(crateRoutes.zip)
  async zip(
    { params: { id: jobId }, query: { attempt: given } }: Parsed<typeof crateRoutes.zip>,
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
    // As in the ZIP of the results, an error in the middle can only truncate the response.
    await pipeline(zipResults(source, paths, RESULTS, files), response).catch(() => response.destroy());
  }
}

const textOf = (crate: object): string => `${JSON.stringify(crate, null, 2)}\n`;
