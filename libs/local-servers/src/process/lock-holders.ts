import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { identify, type ProcessIdentity } from './process-identity.ts';

/**
 * Returns the processes that hold the lock of a file (see `takeLock`), including children that inherited it. Reading
 * the file, as a backup does, does not lock it. Source: proc_pid_fdinfo(5).
 */
export function lockHolders(file: string): ProcessIdentity[] {
  const path = orElse(() => realpathSync(file), undefined);
  if (path === undefined) return [];
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => holds(pid, path)).flatMap((pid) => identify(Number(pid)) ?? []);
}

function holds(pid: string, path: string): boolean {
  const folder = join('/proc', pid, 'fd');
  return orElse(() => readdirSync(folder), []).some(
    (descriptor) =>
      orElse(() => readlinkSync(join(folder, descriptor)), '') === path &&
      orElse(() => readFileSync(join('/proc', pid, 'fdinfo', descriptor), 'utf8'), '').includes('lock:'),
  );
}

/** A process may end during the check, and a process of another account is not visible. */
function orElse<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
