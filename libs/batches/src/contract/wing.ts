import type { ContractWing } from '@reprise/contracts/for-wings';
import { batchRoutes } from './routes.ts';

/** Batches: jobs that were submitted together under a name. */
export const batches = { routes: { batches: batchRoutes } } as const satisfies ContractWing;
