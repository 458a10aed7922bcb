import { Controller, Get, Param, Query } from '@nestjs/common';
import { VariantFilters, type VariantDetail, type VariantPage } from '@reprise/contracts';
import { z } from 'zod';
import { JobId } from '../../shared/http/job-id.ts';
import { OneQuery } from '../../shared/http/page-query.ts';
import { DescribeQuery } from '../../shared/openapi/describe.ts';
import { variantExamples } from './examples.ts';
import { Variants } from './variants.service.ts';

const VariantsQuery = VariantFilters.extend(OneQuery.shape);
const VariantQuery = VariantFilters.pick({ attempt: true, file: true }).extend(OneQuery.shape);
const VariantId = z.string().min(1).max(25_000);

/** Variants of a job: those of its filtered table, and each with its assessment. */
@Controller('jobs')
export class VariantsController {
  constructor(private readonly variants: Variants) {}

  @Get(':id/variants')
  @DescribeQuery({
    operationId: 'ListVariants_list',
    summary: 'Variants in the filtered table of a job, filtered and sorted',
    answer: variantExamples.list,
    problems: ['unknown_job', 'unknown_attempt', 'no_variants', 'results_away', 'wrong_cursor'],
  })
  list(
    @Param('id', { schema: JobId }) jobId: string,
    @Query({ schema: VariantsQuery }) filters: VariantFilters,
  ): Promise<VariantPage> {
    return this.variants.list(jobId, filters);
  }

  @Get(':id/variants/:variant')
  @DescribeQuery({
    operationId: 'ShowVariant_show',
    summary: 'One variant: its names, every criterion of ACMG/AMP, and its class by both schemes. Research use only',
    answer: variantExamples.detail,
    problems: ['unknown_job', 'unknown_attempt', 'no_variants', 'results_away'],
  })
  show(
    @Param('id', { schema: JobId }) jobId: string,
    @Param('variant', { schema: VariantId }) variant: string,
    @Query({ schema: VariantQuery }) query: z.infer<typeof VariantQuery>,
  ): Promise<VariantDetail> {
    return this.variants.show(jobId, variant, query);
  }
}
