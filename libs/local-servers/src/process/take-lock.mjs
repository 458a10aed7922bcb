// @ts-check
// Plain JavaScript, as spawn-logged.mjs is, which uses it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

/** Seconds in which the threads and children of a killed process have ended, which hold its lock until then. */
const FREE_WITHIN = 2;

/**
 * Takes a lock of the kernel (flock(2)) on a file. It ends once no process has the descriptor open any more, neither this one
 * nor one that has inherited it.
 * @param {string} file
 * @returns {Promise<number | undefined>} the descriptor; undefined where another process has the lock
 * @throws {Error} where the file cannot be made
 */
export async function takeLock(file) {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const descriptor = openSync(file, 'a', 0o600);
  // Node cannot lock files. The lock is that of the open file, which the command shares and leaves to this process.
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
