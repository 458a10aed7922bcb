import { Controller } from '@nestjs/common';
import type { VariantDetail, VariantPage } from '../contract/index.ts';
import type { Parsed } from '@reprise/contracts/http';
import { variantRoutes } from '../contract/index.ts';
import { Serve } from '@reprise/gateway/shared/http/serve.ts';
import { Variants } from './variants.service.ts';

/** Variants of a job: those in its filtered table, and each of them with its assessment. */
@Controller()
export class VariantsController {
  constructor(private readonly variants: Variants) {}

  @Serve(variantRoutes.list)
  list({ params: { id: jobId }, query: filters }: Parsed<typeof variantRoutes.list>): Promise<VariantPage> {
    return this.variants.list(jobId, filters);
  }

  @Serve(variantRoutes.show)
  show({ params: { id: jobId, variant }, query }: Parsed<typeof variantRoutes.show>): Promise<VariantDetail> {
    return this.variants.show(jobId, variant, query);
  }
}
