export * from './resources.ts';
export { resourceRoutes } from './resource-routes.ts';
export * from './trends.ts';
export { trendRoutes } from './trend-routes.ts';
export { crateRoutes } from './routes.ts';
export { provenance } from './wing.ts';
