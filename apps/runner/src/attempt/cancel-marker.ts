import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const fileOf = (attemptDir: string) => join(attemptDir, 'signalled');

/**
 * Notes, before the first signal of a cancel, that it is about to be sent: Nextflow ends with the same code when it
 * fails and when it is told to end, and this runner may be gone by then. An empty file, for which a full disk has room.
 */
export const writeCancelMarker = (attemptDir: string): Promise<void> => writeFile(fileOf(attemptDir), '');

/** The process had ended before: no signal was sent. */
export const removeCancelMarker = (attemptDir: string): Promise<void> => rm(fileOf(attemptDir), { force: true });

/** When a cancel's first signal was about to be sent, ISO 8601; null where none was. */
export const readCancelMarker = (attemptDir: string): Promise<string | null> =>
  stat(fileOf(attemptDir)).then(
    ({ mtime }) => mtime.toISOString(),
    () => null,
  );
