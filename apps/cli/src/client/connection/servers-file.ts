import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commandFolder } from '@reprise/secret-files';
import * as z from 'zod';
import { CliError, EXIT } from '../cli-error.ts';

const StoredServers = z.object({
  /** URL of the server that is called if none is named. */
  current: z.string().nullable(),
  servers: z.record(z.string(), z.object({ token: z.string() })),
});
export type StoredServers = z.infer<typeof StoredServers>;

type Environment = Readonly<Record<string, string | undefined>>;

/** Path of the file with this user's servers and tokens. */
export const serversFile = (env: Environment): string => join(commandFolder(env), 'servers.json');

/** @throws CliError if the file is not readable */
export function readServers(file: string): StoredServers {
  try {
    return StoredServers.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { current: null, servers: {} };
    throw new CliError(`${file} cannot be read.`, EXIT.denied, 'Delete it, then sign in again: reprise login <server>');
  }
}

/** Replaces the file, and deletes it if there are no servers. Only its owner may read it. */
export function writeServers(file: string, servers: StoredServers): void {
  if (Object.keys(servers.servers).length === 0) return rmSync(file, { force: true });
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const unfinished = `${file}.${String(process.pid)}`;
  writeFileSync(unfinished, `${JSON.stringify(servers, null, 2)}\n`, { mode: 0o600 });
  chmodSync(unfinished, 0o600);
  renameSync(unfinished, file);
}
