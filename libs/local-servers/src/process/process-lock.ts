import { createHash } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { identify, isRunning, type ProcessIdentity } from './process-identity.ts';

/**
 * Acquires a lock that is released when this process, or the given one, exits; or returns which running process holds
 * it. To release it earlier, remove the file.
 * @throws any file system error, including if another account's lock cannot be read
 */
export function tryLock(lock: string, by = identify(process.pid)): ProcessIdentity | undefined {
  const own = `${lock}.${String(process.pid)}`;
  // All users can read it, because another account with the same folder waits for it too.
  writeFileSync(own, JSON.stringify(by), { mode: 0o644 });
  try {
    for (;;) {
      // A link appears together with its content, so a lock without a holder was left by a crash.
      if (tryLink(own, lock)) return undefined;
      const text = readText(lock);
      if (text === undefined) continue;
      const holder = holderIn(text);
      if (holder && isRunning(holder)) return holder;
      // Only one process at a time may replace a holder that has ended, because a slower one would remove the next
      // holder's lock.
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

/** Undefined if it does not exist. */
function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
