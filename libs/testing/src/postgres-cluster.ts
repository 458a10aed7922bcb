import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  canEnter,
  freePort,
  identify,
  launchPostgres,
  postgresAccount,
  postgresBinaries,
  started,
} from '@reprise/local-servers';
import { guard } from './guardian.ts';
import { RestartableProcess } from './test-server.ts';

export interface Cluster {
  readonly process: RestartableProcess;
  url(database: string): string;
}

/** Facts that a later suite needs; jest gives every suite modules of its own, so that only files can tell it. */
interface ClusterConnection {
  readonly port: number;
  readonly password: string;
}

let cluster: Promise<Cluster> | undefined;

/** Returns the Postgres of this process: started by the first suite, shared by all, ended by its guardian. */
export function sharedCluster(): Promise<Cluster> {
  return (cluster ??= findOrStart());
}

async function findOrStart(): Promise<Cluster> {
  const account = postgresAccount();
  const base = canEnter(account, tmpdir()) ? tmpdir() : '/tmp';
  const folder = join(base, `reprise-postgres-${String(process.pid)}`);
  const running = runningIn(folder);
  const known = running?.known ?? { port: await freePort(), password: randomBytes(12).toString('hex') };
  const server = new RestartableProcess(
    folder,
    'SIGINT',
    () =>
      launchPostgres({
        binaries: postgresBinaries(account),
        account,
        folder,
        ...known,
        logFile: join(folder, 'postgres.log'),
        settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
      }).then(started),
    running?.identity,
  );
  if (running === undefined) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { mode: 0o700 });
    guard(folder);
    await server.start();
    writeFileSync(join(folder, 'known.json'), JSON.stringify(known), { mode: 0o600 });
  }
  return {
    process: server,
    url: (database) => `postgres://postgres:${known.password}@127.0.0.1:${String(known.port)}/${database}`,
  };
}

function runningIn(folder: string) {
  try {
    const known = JSON.parse(readFileSync(join(folder, 'known.json'), 'utf8')) as ClusterConnection;
    const identity = identify(Number(readFileSync(join(folder, 'pid'), 'utf8')));
    return identity && { known, identity };
  } catch {
    return undefined;
  }
}
