import { statfsSync } from 'node:fs';
import { BackupError } from './format/manifest.ts';

/**
 * Returns an error that says which folder is on a full disk, and what to do, if the given one was caused by that; else
 * the given one.
 */
export function aboutFullDisk(error: unknown, folder: string, advice: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  const { bavail, bsize } = statfsSync(folder);
  const free = Math.floor((bavail * bsize) / 2 ** 20);
  return new BackupError(`The disk of ${folder} is full: ${String(free)} MiB are free. ${advice}`, { cause: error });
}
