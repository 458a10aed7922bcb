export * from './described.ts';
export type { AsyncApiDocument } from './document.ts';
