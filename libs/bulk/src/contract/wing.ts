import type { ContractWing } from '@reprise/contracts/for-wings';
import { BulkResult } from './bulk.ts';
import { bulkRoutes } from './routes.ts';

/** Commands for many jobs. */
export const bulk = { routes: { bulk: bulkRoutes }, schemas: { BulkResult } } as const satisfies ContractWing;
