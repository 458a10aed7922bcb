export * from './resources.ts';
export { resourceRoutes } from './resource-routes.ts';
export { crateRoutes } from './routes.ts';
export { provenance } from './wing.ts';
