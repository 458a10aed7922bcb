import { statfsSync } from 'node:fs';

/** Words of file systems, servers and programs about a disk without room. */
const FULL = /ENOSPC|EDQUOT|no space left on device|disk quota exceeded/i;

/** Returns an error that says which folder is full and what to do, where the given one comes from a full disk; else that. */
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
