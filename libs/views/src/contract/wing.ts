import type { ContractWing } from '@reprise/contracts/for-wings';
import { viewRoutes } from './routes.ts';

/** Saved views of the list of jobs. */
export const views = { routes: { views: viewRoutes } } as const satisfies ContractWing;
