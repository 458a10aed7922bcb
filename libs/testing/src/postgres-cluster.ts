import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, launchPostgres, postgresAccount, postgresBinaries, started } from '@reprise/local-servers';
import { guard } from './guardian.ts';
import { serverFolder } from './server-folder.ts';
import { RestartableProcess } from './test-server.ts';

export interface Cluster {
  readonly process: RestartableProcess;
  /** Contains its data. */
  readonly folder: string;
  url(database: string): string;
}

let cluster: Promise<Cluster> | undefined;

/** Returns the Postgres of this process. The first suite starts it, all share it, and its guardian ends it. */
export async function sharedCluster(): Promise<Cluster> {
  const shared = await (cluster ??= startCluster());
  // A suite that killed it may have failed before the restart.
  if (!shared.process.runs) await shared.process.start();
  return shared;
}

/** Starts a Postgres without fsync. The guardian ends it and removes its folder if this process ends first. */
export async function startCluster(): Promise<Cluster> {
  const account = postgresAccount();
  const folder = join(serverFolder(account), `reprise-postgres-${randomBytes(6).toString('hex')}`);
  const known = { port: await freePort(), password: randomBytes(12).toString('hex') };
  const server = new RestartableProcess(folder, 'SIGINT', () =>
    launchPostgres({
      binaries: postgresBinaries(account),
      account,
      folder,
      ...known,
      logFile: join(folder, 'postgres.log'),
      settings: {
        fsync: 'off',
        synchronous_commit: 'off',
        full_page_writes: 'off',
        max_wal_size: '128MB',
        max_connections: '200',
      },
    }).then(started),
  );
  mkdirSync(folder, { mode: 0o700 });
  guard(folder);
  await server.start();
  return {
    process: server,
    folder,
    url: (database) => `postgres://postgres:${known.password}@127.0.0.1:${String(known.port)}/${database}`,
  };
}
