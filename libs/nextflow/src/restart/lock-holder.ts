import { readdir, readFile, readlink, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ifAbsent } from '../files/if-absent.ts';

/** `1: FLOCK  ADVISORY  WRITE 708 08:01:9437219 0 EOF`; a line with `->` only waits for its lock. */
const LOCK = /^\d+: \w+\s+\w+\s+\w+\s+(\d+) [0-9a-f]+:[0-9a-f]+:(\d+) /;

/**
 * Returns the pid of a process that has a lock on a file (flock or fcntl) and the file open; null where there is none that
 * can be seen. Source: proc_locks(5), whose device numbers differ from those of stat(2) on overlays.
 */
export async function lockHolder(file: string): Promise<number | null> {
  const found = await stat(file).catch(ifAbsent(null));
  if (!found) return null;
  const path = await realpath(file);
  const locks = (await readFile('/proc/locks', 'utf8').catch(ifAbsent(''))).split('\n').map((line) => LOCK.exec(line));
  for (const [, pid, inode] of locks.filter((lock) => lock !== null))
    if (Number(inode) === found.ino && (await hasOpen(pid!, path))) return Number(pid);
  return null;
}

async function hasOpen(pid: string, path: string): Promise<boolean> {
  const folder = join('/proc', pid, 'fd');
  const files = await readdir(folder).catch(() => []);
  const targets = files.map((name) => readlink(join(folder, name)).catch(() => null));
  return (await Promise.all(targets)).includes(path);
}
