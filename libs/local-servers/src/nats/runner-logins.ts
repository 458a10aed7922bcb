import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunnerId } from '@reprise/contracts';
import { writeDurably } from '@reprise/secret-files';
import { keptSecret } from '../data-folder.ts';
import { runnerInboxPrefix } from './nats-accounts.ts';

/** Contains one file per runner with its password, named after the runner's id. */
const FOLDER = join('nats', 'runners');

/**
 * Returns the id of the runner with this data root. On the first call, it is the given id or a new one.
 * @throws Error if the file contains an invalid id
 */
export function runnerIdOf(dataFolder: string, given: string = randomUUID()): string {
  const file = join(dataFolder, 'runner.id');
  if (!existsSync(file)) writeDurably(file, `${given}\n`, 0o644);
  return checkedRunnerId(readFileSync(file, 'utf8').trim(), file);
}

/** @throws Error that names the file */
export function checkedRunnerId(id: string, where: string): string {
  const { success, error } = RunnerId.safeParse(id);
  if (!success) throw new Error(`The runner id "${id}" (${where}) ${error.issues[0]!.message}`);
  return id;
}

/** Returns the password of a runner's login, which the first call generates. */
export function runnerPassword(dataFolder: string, runnerId: string): string {
  mkdirSync(join(dataFolder, FOLDER), { recursive: true, mode: 0o700 });
  return keptSecret(dataFolder, join(FOLDER, checkedRunnerId(runnerId, 'of a login')));
}

/** Returns the password of each runner that has a login, by runner id. */
export function runnerPasswords(dataFolder: string): Record<string, string> {
  const folder = join(dataFolder, FOLDER);
  const ids = existsSync(folder) ? readdirSync(folder).filter((id) => RunnerId.safeParse(id).success) : [];
  return Object.fromEntries(ids.toSorted().map((id) => [id, runnerPassword(dataFolder, id)]));
}

export const runnerUrl = (runnerId: string, password: string, address: string): string =>
  `nats://${runnerId}:${password}@${address}?inbox_prefix=${runnerInboxPrefix(runnerId)}`;
