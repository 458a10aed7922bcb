import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeSync, ftruncateSync } from 'node:fs';
import { join } from 'node:path';

/** Seconds within which a killed runner has ended. */
const FREE_WITHIN = 2;

/**
 * Locks the data dir for this process (flock(2) on `runner.lock`), because two runners with the same id would both act
 * on each attempt.
 * @returns a function that releases the lock; otherwise the lock ends with this process
 * @throws Error that names the runner that holds the lock
 */
export function lockDataDir(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'runner.lock');
  const descriptor = openSync(file, 'a+', 0o600);
  const release = () => closeSync(descriptor);
  // Node cannot lock files. The lock belongs to the open file, which the command inherits and leaves to this process.
  const stdio = ['ignore', 'ignore', 'ignore', descriptor] as const;
  const { status, error } = spawnSync('flock', ['-w', String(FREE_WITHIN), '3'], { stdio: [...stdio] });
  if (status === 0) {
    ftruncateSync(descriptor);
    writeSync(descriptor, `${String(process.pid)}\n`);
    return release;
  }
  release();
  throw new Error(
    error
      ? `${file} cannot be locked: ${error.message}`
      : `The data dir ${dataDir} is in use by the runner with process id ${readFileSync(file, 'utf8').trim()}: ` +
          'stop that one first, or give this one its own data dir (REPRISE_DATA_DIR).',
  );
}
