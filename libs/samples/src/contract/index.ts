export { uploadedSampleRoutes, uploadRoutes } from './routes.ts';
export * from './upload.ts';
export { samples } from './wing.ts';
