import type { ContractWing } from '@reprise/contracts/for-wings';
import { resourceRoutes } from './resource-routes.ts';
import { crateRoutes } from './routes.ts';
import { trendRoutes } from './trend-routes.ts';

/** Provenance of runs: an attempt as an RO-Crate, the resources of a job's tasks, and trends of a pipeline. */
export const provenance = {
  routes: { crate: crateRoutes, resources: resourceRoutes, trends: trendRoutes },
} as const satisfies ContractWing;
