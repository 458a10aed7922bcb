export * from './bulk.ts';
export { bulkRoutes } from './routes.ts';
export { bulk } from './wing.ts';
