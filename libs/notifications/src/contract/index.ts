export * from './webhook.ts';
export { notifications } from './wing.ts';
