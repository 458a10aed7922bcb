import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { BackupError } from '../format/manifest.ts';

/**
 * Checks that a backup folder and the data folders do not contain each other.
 * @throws BackupError
 */
export function assertApart(backups: string, dataFolders: readonly string[]): void {
  const place = realPath(backups);
  for (const folder of dataFolders) {
    const data = realPath(folder);
    if (isIn(place, data))
      throw new BackupError(
        `${backups} is in ${folder}, whose loss it would share. Give a folder on another disk or machine.`,
      );
    if (isIn(data, place)) throw new BackupError(`${folder} is in ${backups}. Give a folder for backups alone.`);
  }
}

const isIn = (inner: string, outer: string): boolean => inner === outer || inner.startsWith(`${outer}${sep}`);

/** The path without links, even if the folder does not exist yet. */
function realPath(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const parent = dirname(path);
  return parent === path ? path : join(realPath(parent), basename(path));
}
