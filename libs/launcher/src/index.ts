export { prepareLog } from './log/prepare-log.ts';
export { aboutCopy, renewCopy } from './log/renew-copy.ts';
export { moveDatabaseAside, moveStoreAside } from './servers/move-aside.ts';
export { addRunnerLogin, newRunnerUser } from './servers/runner-login.ts';
export { withServers, type Servers } from './servers/with-servers.ts';
export { stopLeftovers } from './services/leftovers.ts';
export { ProcessRecords } from './services/process-records.ts';
export { readSettings, type Settings } from './settings.ts';
export { startReprise, type Reprise } from './start-reprise.ts';
