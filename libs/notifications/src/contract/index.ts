export * from './own-notifications.ts';
export { quietSince } from './quiet-hours.ts';
export * from './webhook.ts';
export { notifications } from './wing.ts';
