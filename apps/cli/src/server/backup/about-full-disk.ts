import { statfsSync } from 'node:fs';
import { BackupError } from './format/manifest.ts';

/**
 * Returns an error that names the folder on a full disk and gives advice if the given error was caused by a full disk;
 * otherwise returns the given error.
 */
export function aboutFullDisk(error: unknown, folder: string, advice: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  const { bavail, bsize } = statfsSync(folder);
  const free = Math.floor((bavail * bsize) / 2 ** 20);
  return new BackupError(`The disk of ${folder} is full: ${String(free)} MiB are free. ${advice}`, { cause: error });
}
