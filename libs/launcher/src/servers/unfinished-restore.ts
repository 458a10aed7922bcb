import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** File in a data dir while it is being restored from a backup. */
export const RESTORE_MARKER = 'restore.unfinished';

/**
 * Checks that no restore of the data dir was interrupted, because its log would then lack acknowledged events.
 * @throws Error with advice
 */
export function assertRestored(dataFolder: string): void {
  if (!existsSync(join(dataFolder, RESTORE_MARKER))) return;
  throw new Error(
    `The data folder ${dataFolder} has a part of a backup: its restore did not end. Delete what is in the folder, except ` +
      'jobs, and run reprise server restore again (docs/backup.md).',
  );
}
