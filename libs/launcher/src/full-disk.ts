import { statfsSync } from 'node:fs';

/** Messages of file systems, servers and programs about a full disk. */
const FULL = /ENOSPC|EDQUOT|no space left on device|disk quota exceeded/i;

/**
 * Returns an error that names the full folder and what to do if the given error was caused by a full disk, else the
 * given error.
 */
export function aboutFullDisk(error: unknown, dataFolder: string): unknown {
  const words = error instanceof Error ? error.message : String(error);
  if (!FULL.test(words)) return error;
  const { bavail, bsize } = statfsSync(dataFolder);
  const free = Math.floor((bavail * bsize) / 2 ** 20);
  return new Error(
    `The disk is full: ${String(free)} MiB are free for the data folder ${dataFolder}. Free some space there, for example ` +
      `old work dirs below ${dataFolder}/jobs/*/work, then start again. Nothing that was accepted is lost.\n${words}`,
    { cause: error },
  );
}
