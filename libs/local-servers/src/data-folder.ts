import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessIdentity } from './process/process-identity.ts';
import { tryLock } from './process/process-lock.ts';

/** Another Reprise runs on the same data. */
export class DataFolderInUseError extends Error {
  override readonly name = 'DataFolderInUseError';
}

/**
 * Makes the data folder and takes its lock, which ends with this process. What is in it is for its owner alone, but
 * folders that the user of the tasks may have been let into; where the owner is root, others can pass through it to them.
 * @param by the process that is to have the lock, where it is not this one
 * @returns what gives the lock back
 * @throws DataFolderInUseError naming the process that has it
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
  closeToOthers(folder); // not before: whoever has the lock may be making files
  return () => rmSync(lock, { force: true });
}

/** Returns the file that is the lock of a data folder. */
export const dataFolderLock = (folder: string): string => join(folder, 'lock');

/** Folders of the data folder with rights of their own: of the jobs, and of pipelines from git. */
const withOwnRights = ['jobs', 'git'];

/** Also what an earlier release has left open. */
function closeToOthers(folder: string): void {
  chmodSync(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (withOwnRights.includes(entry.name) || !(entry.isDirectory() || entry.isFile())) continue;
    const path = join(folder, entry.name);
    const found = statSync(path, { throwIfNoEntry: false }); // an earlier start's service may still be ending
    if (found && (found.mode & 0o077) !== 0) chmodSync(path, found.mode & 0o700);
  }
}

/** The secret of a name, made at the first call and kept in a file that only the owner reads. */
export function keptSecret(folder: string, name: string): string {
  const file = join(folder, name);
  const known = readText(file)?.trim();
  if (known !== undefined && known !== '') {
    chmodSync(file, 0o600);
    return known;
  }
  // Not base64: on a command line, one that begins with a hyphen is taken for an option.
  const secret = randomBytes(32).toString('hex');
  writeFileSync(file, `${secret}\n`, { mode: 0o600 });
  return secret;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
