export * from './footprint.ts';
export * from './resource-sums.ts';
export * from './resources.ts';
export { BY_LABEL, resourceRoutes, type SumsQuery } from './resource-routes.ts';
export * from './trends.ts';
export { trendRoutes } from './trend-routes.ts';
export { crateRoutes } from './routes.ts';
export { provenance } from './wing.ts';
