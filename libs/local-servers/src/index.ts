export { dataFolderLock, DataFolderInUseError, keptSecret, takeDataFolder } from './data-folder.ts';
export {
  COPY,
  inboxPrefix,
  LOG_API,
  LOG_DELIVERY,
  logins,
  natsAccounts,
  runnerInboxPrefix,
  runnerUser,
  type Login,
} from './nats/nats-accounts.ts';
export { consumerFile, natsPasswords, natsUrl, writeConsumerFile, type ConsumerFile } from './nats/nats-logins.ts';
export { launchNatsServer, writeAccounts } from './nats/nats-server.ts';
export { checkedRunnerId, runnerIdOf, runnerPassword, runnerPasswords, runnerUrl } from './nats/runner-logins.ts';
export { assertPortIsFree } from './ports/assert-port-is-free.ts';
export { freePort } from './ports/free-port.ts';
export { postgresAccount } from './postgres/postgres-account.ts';
export { postgresBinaries } from './postgres/postgres-binaries.ts';
export { postgresFolder } from './postgres/postgres-folder.ts';
export { launchPostgres } from './postgres/postgres.ts';
export { canEnter, ensureAccount, type Account } from './process/account.ts';
export { identify, isRunning, type ProcessIdentity } from './process/process-identity.ts';
export { lockHolders } from './process/lock-holders.ts';
export { tryLock } from './process/process-lock.ts';
export type { ServerCommand } from './process/server-command.ts';
export {
  assertRunning,
  identityOf,
  started,
  startProcess,
  stopProcess,
  type Launched,
  type ServerProcess,
  type StartProcess,
} from './process/server-process.ts';
