import type { ContractWing } from '@reprise/contracts/for-wings';
import { crateRoutes } from './routes.ts';

/** Records of what was run, for those who were not there: an attempt as an RO-Crate. */
export const provenance = { routes: { crate: crateRoutes } } as const satisfies ContractWing;
