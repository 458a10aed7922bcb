import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolder } from '@reprise/secret-files';
import pWaitFor from 'p-wait-for';
import type { Account } from '../process/account.ts';
import { assertRunning, startProcess, type Launched, type StartProcess } from '../process/server-process.ts';

export interface PostgresOptions {
  /** The folder with `initdb` and `postgres`. */
  readonly binaries: string;
  readonly account: Account | undefined;
  /** Contains the cluster in `data`. Belongs to the account. */
  readonly folder: string;
  readonly port: number;
  /** Password of the superuser `postgres`. */
  readonly password: string;
  readonly logFile: string;
  readonly settings?: Readonly<Record<string, string>>;
}

const environment = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };

/** Starts Postgres on 127.0.0.1. Creates the cluster if it is missing. */
export async function launchPostgres(options: PostgresOptions, start: StartProcess = startProcess): Promise<Launched> {
  const data = join(options.folder, 'data');
  if (!existsSync(data)) initialise(options, data);
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(options.port),
    ...options.settings,
  };
  const process = await start({
    command: join(options.binaries, 'postgres'),
    args: ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    env: environment,
    cwd: options.folder,
    logFile: options.logFile,
    ...(options.account ? { account: options.account } : {}),
  });
  const takesConnections = () => {
    assertRunning(process, `Postgres on port ${String(options.port)}`);
    return isReady(data, process.identity.pid);
  };
  const message = `Postgres takes no connections on port ${String(options.port)} within 60 s`;
  return { process, ready: () => pWaitFor(takesConnections, { timeout: { milliseconds: 60_000, message } }) };
}

/** Creates a cluster next to its final place and moves it there, so that an incomplete cluster is never started. */
function initialise(options: PostgresOptions, data: string): void {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const unfinished = `${data}.unfinished`;
  const passwordFile = join(options.folder, 'password');
  rmSync(unfinished, { recursive: true, force: true });
  writeFileSync(passwordFile, `${options.password}\n`, { mode: 0o600 });
  if (options.account)
    for (const path of [options.folder, passwordFile]) chownSync(path, options.account.uid, options.account.gid);
  const result = spawnSync(
    join(options.binaries, 'initdb'),
    [
      `--pgdata=${unfinished}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...(options.settings?.['fsync'] === 'off' ? ['--no-sync'] : []),
    ],
    { env: environment, cwd: options.folder, encoding: 'utf8', ...options.account },
  );
  rmSync(passwordFile);
  if (result.status !== 0) throw new Error(`initdb failed: ${result.error?.message ?? result.stderr.trim()}`);
  renameSync(unfinished, data);
  syncFolder(options.folder);
}

/** Line 1 of postmaster.pid is the server's process, line 8 is its status. */
function isReady(data: string, pid: number): boolean {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}
