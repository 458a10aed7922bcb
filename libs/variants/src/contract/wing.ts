import type { ContractWing } from '@reprise/contracts/for-wings';
import { variantExportRoutes } from './export-routes.ts';
import { variantRoutes } from './routes.ts';
import { VariantView } from './variant.ts';

/**
 * Variants of jobs, with their evidence, classes and signatures. Commands and events about classes belong to the core.
 */
export const variants = {
  routes: { variantExports: variantExportRoutes, variants: variantRoutes },
  schemas: { Variant: VariantView },
} as const satisfies ContractWing;
