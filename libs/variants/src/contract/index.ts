export { variantExportRoutes } from './export-routes.ts';
export { variantRoutes } from './routes.ts';
export * from './variant.ts';
export { variants } from './wing.ts';
