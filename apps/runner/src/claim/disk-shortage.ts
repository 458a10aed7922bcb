import { statfs } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Returns why the disk has no room for a further attempt, or null. `reserve` is in bytes, of the data folder and of the
 * jobs in it, which may lie on a disk of their own.
 */
export async function diskShortage(dataDir: string, reserve: number): Promise<string | null> {
  for (const folder of [dataDir, join(dataDir, 'jobs')]) {
    const free = await freeBytes(folder);
    if (free !== null && free < reserve)
      return `Only ${inWords(free)} free under ${folder}; ${inWords(reserve)} are kept in reserve.`;
  }
  return null;
}

/** Null where there is no such folder yet. */
async function freeBytes(folder: string): Promise<number | null> {
  const found = await statfs(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  });
  return found && found.bavail * found.bsize;
}

const inWords = (bytes: number) =>
  bytes < 2 ** 30 ? `${(bytes / 2 ** 20).toFixed()} MiB` : `${(bytes / 2 ** 30).toFixed(1)} GiB`;
