export { startEmbeddedNats, type TestEmbeddedNats } from './embedded-nats.ts';
export { manyJobs } from './many-jobs.ts';
export { startNats } from './nats.ts';
export { startPostgres } from './postgres.ts';
export type { TestServer } from './test-server.ts';
