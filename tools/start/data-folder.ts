import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identify, isRunning, type ProcessIdentity } from '../servers/process-identity.ts';

/** Another Reprise runs on the same data. */
export class DataFolderInUseError extends Error {
  override readonly name = 'DataFolderInUseError';
}

/**
 * Makes the data folder, for its owner alone, and takes its lock, which ends with this process.
 * @returns what gives the lock back
 * @throws DataFolderInUseError naming the process that has it
 */
export function takeDataFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, 'lock');
  const own = `${lock}.${String(process.pid)}`;
  writeFileSync(own, JSON.stringify(identify(process.pid)), { mode: 0o600 });
  try {
    while (!tryLink(own, lock)) {
      const holder = holderOf(lock);
      if (holder && isRunning(holder)) {
        throw new DataFolderInUseError(
          `The data folder ${folder} is in use by the Reprise with process id ${String(holder.pid)}: stop that one, or set REPRISE_DATA_DIR to another folder.`,
        );
      }
      setAside(lock);
    }
  } finally {
    rmSync(own);
  }
  chmodSync(folder, 0o700); // not before: whoever has the lock may have opened the folder to Postgres' user
  return () => rmSync(lock, { force: true });
}

/** The secret of a name, made at the first call and kept in a file that only the owner reads. */
export function keptSecret(folder: string, name: string): string {
  const file = join(folder, name);
  const known = readText(file)?.trim();
  if (known !== undefined && known !== '') {
    chmodSync(file, 0o600);
    return known;
  }
  const secret = randomBytes(32).toString('base64url');
  writeFileSync(file, `${secret}\n`, { mode: 0o600 });
  return secret;
}

function tryLink(file: string, link: string): boolean {
  try {
    linkSync(file, link);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves an ended holder's lock away; one that another start has taken since is put back. */
function setAside(lock: string): void {
  const aside = `${lock}.${String(process.pid)}.ended`;
  try {
    renameSync(lock, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const holder = holderOf(aside);
  if (holder && isRunning(holder)) tryLink(aside, lock);
  rmSync(aside);
}

function holderOf(lock: string): ProcessIdentity | undefined {
  const text = readText(lock);
  try {
    return text === undefined ? undefined : (JSON.parse(text) as ProcessIdentity);
  } catch {
    return undefined;
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
