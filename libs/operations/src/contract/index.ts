export * from './operations.ts';
export { operationsRoutes } from './routes.ts';
export { operations } from './wing.ts';
