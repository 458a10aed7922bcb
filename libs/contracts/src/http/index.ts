export { JobId } from '../inputs.ts';
export type { ProblemExample } from '../problem-example.ts';
export * from './answers.ts';
export * from './page-query.ts';
export * from './problem-examples.ts';
export * from './route.ts';
