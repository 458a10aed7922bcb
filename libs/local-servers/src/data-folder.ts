import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from '@reprise/secret-files';
import type { ProcessIdentity } from './process/process-identity.ts';
import { tryLock } from './process/process-lock.ts';

/** Another Reprise runs on the same data dir. */
export class DataFolderInUseError extends Error {
  override readonly name = 'DataFolderInUseError';
}

/**
 * Creates the data dir and takes its lock, which ends with this process. Only the owner can access its content, except
 * for folders that the tasks' user may enter. If the owner is root, other users can pass through to those.
 * @param by process that should hold the lock, if it is not this one
 * @returns a function that releases the lock
 * @throws DataFolderInUseError that names the process that holds it
 */
export function takeDataFolder(folder: string, by?: ProcessIdentity): () => void {
  mkdirSync(folder, { recursive: true });
  const lock = dataFolderLock(folder);
  const holder = tryLock(lock, by);
  if (holder) {
    throw new DataFolderInUseError(
      `The data folder ${folder} is in use by the Reprise with process id ${String(holder.pid)}: stop that one, or set REPRISE_DATA_DIR to another folder.`,
    );
  }
  closeToOthers(folder); // not earlier, because the holder of the lock may be creating files
  return () => rmSync(lock, { force: true });
}

/** Returns the lock file of a data dir. */
export const dataFolderLock = (folder: string): string => join(folder, 'lock');

/** Folders of the data dir with separate permissions: jobs, and pipelines from git. */
const withOwnRights = ['jobs', 'git'];

/** Also closes folders that an earlier release left open. */
function closeToOthers(folder: string): void {
  chmodSync(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (withOwnRights.includes(entry.name) || !(entry.isDirectory() || entry.isFile())) continue;
    const path = join(folder, entry.name);
    const found = statSync(path, { throwIfNoEntry: false }); // a service of an earlier start may still be ending
    if (found && (found.mode & 0o077) !== 0) chmodSync(path, found.mode & 0o700);
  }
}

/** A named secret. It is created on the first call and stored in a file that only the owner can read. */
export function keptSecret(folder: string, name: string): string {
  const file = join(folder, name);
  const known = readText(file)?.trim();
  if (known !== undefined && known !== '') {
    chmodSync(file, 0o600);
    return known;
  }
  // Not base64, because a hyphen at the start would look like a command-line option.
  const secret = randomBytes(32).toString('hex');
  writeDurably(file, `${secret}\n`);
  return secret;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
