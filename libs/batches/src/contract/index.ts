export type { BatchView } from './batch.ts';
export type { BatchFile, BatchFiles } from './batch-files.ts';
export { batchRoutes } from './routes.ts';
export { outlierSide, usualMetric, type UsualMetric, type UsualValues } from './usual.ts';
export { batches } from './wing.ts';
