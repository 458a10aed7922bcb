import type { ContractWing } from '@reprise/contracts/for-wings';
import { crateRoutes } from './routes.ts';

/** Provenance of runs: an attempt as an RO-Crate. */
export const provenance = { routes: { crate: crateRoutes } } as const satisfies ContractWing;
