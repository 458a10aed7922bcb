import { pipeline } from 'node:stream/promises';
import { Controller, Res } from '@nestjs/common';
import type { Parsed } from '@reprise/contracts/http';
import { variantExportRoutes } from '../../contract/index.ts';
import type { Response } from 'express';
import { Serve } from '@reprise/gateway/shared/http/serve.ts';
import { PeopleDirectory, readActorNames } from '@reprise/gateway/shared/access/people-directory.ts';
import type { VariantRow } from '../tables/read-table.ts';
import { variantView } from '../tables/variant-view.ts';
import { Variants } from '../variants.service.ts';
import { asJson, asTsv, type ExportedVariant } from './export-formats.ts';

type ExportQuery = Parsed<typeof variantExportRoutes.tsv>['query'];

/**
 * The variants of a job as a file, with the latest class recorded for each. Streams the file, so that memory use does
 * not grow with the number of variants.
 */
@Controller()
export class VariantsExportController {
  constructor(
    private readonly variants: Variants,
    private readonly people: PeopleDirectory,
  ) {}

  @Serve(variantExportRoutes.tsv)
  tsv(
    { params: { id: jobId }, query }: Parsed<typeof variantExportRoutes.tsv>,
    @Res() response: Response,
  ): Promise<void> {
    return this.send(jobId, query, response, 'tsv');
  }

  @Serve(variantExportRoutes.json)
  json(
    { params: { id: jobId }, query }: Parsed<typeof variantExportRoutes.json>,
    @Res() response: Response,
  ): Promise<void> {
    return this.send(jobId, query, response, 'json');
  }

  private async send(jobId: string, query: ExportQuery, response: Response, format: 'tsv' | 'json'): Promise<void> {
    const { table, matching, classes } = await this.variants.choose(jobId, query);
    const { attempt, file: path, sha256, reference, sampleName: sample_name, genes } = table;
    const head = { job_id: jobId, sample_name, attempt, table: { path, sha256 }, reference };
    const nameOf = await readActorNames(this.people);
    const classificationOf = (row: VariantRow): ExportedVariant['classification'] => {
      const found = classes.recordOf(row);
      return found && { ...found, by_name: nameOf(found.by) };
    };
    async function* variants(): AsyncGenerator<ExportedVariant> {
      for (const row of matching) yield { ...(await variantView(row, genes)), classification: classificationOf(row) };
    }
    response.attachment(`${sample_name}.variants.${format}`);
    response.type(format === 'tsv' ? 'text/tab-separated-values; charset=utf-8' : 'application/json; charset=utf-8');
    await pipeline((format === 'tsv' ? asTsv : asJson)(head, variants()), response);
  }
}
