export type * from './command-context.ts';
export * from './errors.ts';
export type * from './handled.ts';
export type * from './job-states.ts';
export * from './job-store.ts';
export * from './logged-job-states.ts';
export * from './queue-store.ts';
export * from './runner-store.ts';
export * from './until-decided.ts';
