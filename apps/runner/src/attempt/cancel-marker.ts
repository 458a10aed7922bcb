import { writeFileSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const fileOf = (attemptDir: string) => join(attemptDir, 'signalled');

/**
 * Records, before the first signal of a cancel, that it is about to be sent: Nextflow's exit code is the same for a
 * failure and a cancel, and this runner may be gone by then. The file is empty, which fits on a full disk. Synchronous: the
 * signal waits for it, and a busy thread pool would delay both.
 * @returns whether this cancel is the first: one that was tried before has sent its signal
 */
export function writeCancelMarker(attemptDir: string): boolean {
  try {
    writeFileSync(fileOf(attemptDir), '', { flag: 'wx' });
    return true;
  } catch {
    // It is there; or it cannot be written, and then only a runner that restarts during the cancel takes it for a failure.
    return false;
  }
}

/** For a process that had ended before: no signal was sent. */
export const removeCancelMarker = (attemptDir: string): Promise<void> => rm(fileOf(attemptDir), { force: true });

/** Time of a cancel's first signal, ISO 8601; null where none was sent. */
export const readCancelMarker = (attemptDir: string): Promise<string | null> =>
  stat(fileOf(attemptDir)).then(
    ({ mtime }) => mtime.toISOString(),
    () => null,
  );
