export { crateRoutes } from './routes.ts';
export { provenance } from './wing.ts';
