import type { ContractWing } from '@reprise/contracts/for-wings';
import { resourceRoutes } from './resource-routes.ts';
import { crateRoutes } from './routes.ts';

/** Provenance of runs: an attempt as an RO-Crate, and the resources of a job's tasks. */
export const provenance = { routes: { crate: crateRoutes, resources: resourceRoutes } } as const satisfies ContractWing;
