export { builtEntry } from './built-entry.ts';
export { guard } from './guardian.ts';
export { manyJobs, removeCopies } from './many-jobs.ts';
export { startNats, type TestNats } from './nats.ts';
export { startPostgres } from './postgres.ts';
export { RestartableProcess, type TestServer } from './test-server.ts';
export { waitUntil } from './wait-until.ts';
export type { OidcUsers } from './oidc/oidc-options.ts';
export { oidcServer, type OidcServer } from './oidc/oidc-server.ts';
