import { readdir, readFile, readlink, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ifAbsent } from '../files/if-absent.ts';

/** `1: FLOCK ADVISORY WRITE 708 08:01:9437219 0 EOF`. A line with `->` only waits for its lock. */
const LOCK = /^\d+: \w+\s+\w+\s+\w+\s+-?\d+ [0-9a-f]+:[0-9a-f]+:(\d+) /gm;

/**
 * Returns the pid of a process that holds a lock (flock or fcntl) on a file, the first if several share it; null if
 * none is visible. Source: proc_locks(5). Its pids are those of the processes that took the lock (`flock` in a script
 * takes it for its shell), and its device numbers differ from stat(2) on overlays. Therefore the processes that have
 * the file open are checked.
 */
export async function lockHolder(file: string): Promise<number | null> {
  const found = await stat(file).catch(ifAbsent(null));
  if (!found) return null;
  const locks = await readFile('/proc/locks', 'utf8').catch(ifAbsent(''));
  if (![...locks.matchAll(LOCK)].some(([, inode]) => Number(inode) === found.ino)) return null;
  const path = await realpath(file);
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  for (const pid of pids.sort((a, b) => a - b)) if (await hasOpen(pid, path)) return pid;
  return null;
}

async function hasOpen(pid: number, path: string): Promise<boolean> {
  const folder = join('/proc', String(pid), 'fd');
  const files = await readdir(folder).catch(() => []);
  const targets = await Promise.all(files.map((name) => readlink(join(folder, name)).catch(() => null)));
  return targets.includes(path);
}
