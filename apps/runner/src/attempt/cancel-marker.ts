import { writeFileSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const fileOf = (attemptDir: string) => join(attemptDir, 'signalled');

/**
 * Records that a cancel is about to send its first signal. Nextflow's exit code is the same for a failure and a cancel,
 * and this runner may have ended by then. The file is empty, so that it fits on a full disk. It is written
 * synchronously, because the signal waits for it, and a busy thread pool would delay the write and therefore the
 * signal.
 * @returns true on the first try; false if an earlier try has already sent its signal
 */
export function writeCancelMarker(attemptDir: string): boolean {
  try {
    writeFileSync(fileOf(attemptDir), '', { flag: 'wx' });
    return true;
  } catch {
    // Either the file exists, or it cannot be written. In the second case, only a runner that restarts during the
    // cancel mistakes the cancel for a failure.
    return false;
  }
}

/** For a process that had already ended, so that no signal was sent. */
export const removeCancelMarker = (attemptDir: string): Promise<void> => rm(fileOf(attemptDir), { force: true });

/** Time of a cancel's first signal, ISO 8601; null if none was sent. */
export const readCancelMarker = (attemptDir: string): Promise<string | null> =>
  stat(fileOf(attemptDir)).then(
    ({ mtime }) => mtime.toISOString(),
    () => null,
  );
