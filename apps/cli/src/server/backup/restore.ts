import { VERSION } from '@reprise/contracts';
import { readSettings } from '@reprise/launcher';
import { aboutFullDisk } from './about-full-disk.ts';
import { BackupFolder } from './folder/backup-folder.ts';
import { BackupError, isLaterRelease } from './format/manifest.ts';
import { restoreAll } from './restore-all.ts';
import { restoreDatabase } from './restore-database.ts';

export interface RestoreFlags {
  /** Time, or sequence of the log. */
  readonly until?: string;
  /** Restores only the database, and keeps the log of this data dir. */
  readonly database?: boolean;
}

const FULL = 'Delete what was restored there, except the folder jobs, free some space, and run the command again.';

/**
 * Restores a Reprise instance from a backup folder. @returns the exit code: 1 if the restored history differs from the
 * one that was signed
 */
export async function restore(path: string, { until, database = false }: RestoreFlags): Promise<number> {
  if (database && until !== undefined)
    throw new BackupError('--until is for a whole restore: leave it out with --database.');
  const settings = readSettings(process.env);
  const folder = await BackupFolder.open(path);
  for (const { message } of folder.problems) console.error(`Warning: ${message}`);
  const { reprise } = folder.backups.at(-1)!;
  if (isLaterRelease(reprise, VERSION))
    throw new BackupError(
      `The backup was made by Reprise ${reprise}, and this is ${VERSION}. Use ${reprise} or later to restore it.`,
    );
  const say = (line: string) => console.log(line);
  try {
    return await (database ? restoreDatabase(folder, settings, say) : restoreAll(folder, settings, until, say));
  } catch (error) {
    throw aboutFullDisk(error, settings.REPRISE_DATA_DIR, FULL);
  }
}
