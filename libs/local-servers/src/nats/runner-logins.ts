import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunnerId } from '@reprise/contracts';
import { keptSecret } from '../data-folder.ts';
import { runnerInboxPrefix } from './nats-accounts.ts';

/** Contains one file per runner, named after its id, with its password. */
const FOLDER = join('nats', 'runners');

/**
 * Returns the id of the runner with this data root; at the first call it is the given one, or a new one.
 * @throws Error if the file contains an invalid id
 */
export function runnerIdOf(dataFolder: string, given: string = randomUUID()): string {
  const file = join(dataFolder, 'runner.id');
  if (!existsSync(file)) writeFileSync(file, `${given}\n`);
  return checkedRunnerId(readFileSync(file, 'utf8').trim(), file);
}

/**
 * @throws Error naming the file
 */
export function checkedRunnerId(id: string, where: string): string {
  const { success, error } = RunnerId.safeParse(id);
  if (!success) throw new Error(`The runner id "${id}" (${where}) ${error.issues[0]!.message}`);
  return id;
}

/** Returns the password of a runner's login, generated at the first call. */
export function runnerPassword(dataFolder: string, runnerId: string): string {
  mkdirSync(join(dataFolder, FOLDER), { recursive: true, mode: 0o700 });
  return keptSecret(dataFolder, join(FOLDER, checkedRunnerId(runnerId, 'of a login')));
}

/** Returns the password of each runner with a login, by runner id. */
export function runnerPasswords(dataFolder: string): Record<string, string> {
  const folder = join(dataFolder, FOLDER);
  const ids = existsSync(folder) ? readdirSync(folder).filter((id) => RunnerId.safeParse(id).success) : [];
  return Object.fromEntries(ids.toSorted().map((id) => [id, runnerPassword(dataFolder, id)]));
}

export const runnerUrl = (runnerId: string, password: string, address: string): string =>
  `nats://${runnerId}:${password}@${address}?inbox_prefix=${runnerInboxPrefix(runnerId)}`;
