import type { GatewayWing } from '@reprise/gateway/shared/wing.ts';
import { openEvidence } from './evidence/evidence-files.ts';
import { VariantsModule } from './variants.module.ts';

/** Variants of jobs, with their evidence, classes and signatures. */
export const variants = {
  modules: [VariantsModule],
  check: async ({ variantEvidence }) => {
    await openEvidence(variantEvidence);
  },
} satisfies GatewayWing;
