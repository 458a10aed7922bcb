export * from './api.ts';
export * from './audit.ts';
export * from './examples/values.ts';
export * from './problems/webhooks.ts';
export * from './projection.ts';
export * from './route-rights.ts';
export * from './storage.ts';
export * from './webhooks.ts';
