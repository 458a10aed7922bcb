import { createHash } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { identify, isRunning, type ProcessIdentity } from './process-identity.ts';

/**
 * Takes a lock that ends with this process, or the one that is to have it, or answers which running process has it. To give it back, remove the file.
 * @throws the error of the file system, also where the lock of another account cannot be read
 */
export function tryLock(lock: string, by = identify(process.pid)): ProcessIdentity | undefined {
  const own = `${lock}.${String(process.pid)}`;
  // For all to read: another account with the same folder waits for it too.
  writeFileSync(own, JSON.stringify(by), { mode: 0o644 });
  try {
    for (;;) {
      // A link is there with its text at once: a lock without a holder's name was left by a crash.
      if (tryLink(own, lock)) return undefined;
      const text = readText(lock);
      if (text === undefined) continue;
      const holder = holderIn(text);
      if (holder && isRunning(holder)) return holder;
      // Only one at a time may follow an ended holder: a slower one would remove the lock of the next.
      const succession = `${lock}.after.${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
      const rival = tryLock(succession, by);
      if (rival) return rival;
      if (readText(lock) === text) {
        renameSync(succession, lock);
        return undefined;
      }
      rmSync(succession);
    }
  } finally {
    rmSync(own);
  }
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

function holderIn(text: string): ProcessIdentity | undefined {
  try {
    const holder = JSON.parse(text) as Partial<ProcessIdentity> | null;
    return typeof holder?.started === 'string' ? (holder as ProcessIdentity) : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined where there is none. */
function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
