// @ts-check
// Plain JavaScript, like spawn-logged.mjs, which uses it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

/** Seconds within which the threads and children of a killed process end. They hold its lock until then. */
const FREE_WITHIN = 2;

/**
 * Takes a kernel lock (flock(2)) on a file. It ends when no process has the descriptor open anymore, including
 * processes that inherited it.
 * @param {string} file
 * @returns {Promise<number | undefined>} the descriptor; undefined if another process has the lock
 * @throws {Error} if the file cannot be created
 */
export async function takeLock(file) {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const descriptor = openSync(file, 'a', 0o600);
  // Node cannot lock files. The lock belongs to the open file, which the command inherits and leaves to this process.
  try {
    const flock = spawn('flock', ['-w', String(FREE_WITHIN), '3'], {
      stdio: ['ignore', 'ignore', 'ignore', descriptor],
    });
    const [status] = await once(flock, 'exit');
    if (status === 0) return descriptor;
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
  closeSync(descriptor);
  return undefined;
}
