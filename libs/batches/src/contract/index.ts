export type { BatchView } from './batch.ts';
export { batchRoutes } from './routes.ts';
export { batches } from './wing.ts';
