export * from './own-notifications.ts';
export * from './webhook.ts';
export { notifications } from './wing.ts';
