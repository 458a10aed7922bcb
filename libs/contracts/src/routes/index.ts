export * from './api.ts';
export * from './audit.ts';
export * from './examples/values.ts';
export * from './route-rights.ts';
