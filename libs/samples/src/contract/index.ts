export * from './upload.ts';
export { samples } from './wing.ts';
