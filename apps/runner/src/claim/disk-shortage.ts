import { statfs } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Factor for the free space at which a shortage ends. Without it, temporary files could cause queues to be paused and
 * resumed repeatedly.
 */
const ROOM = 1.1;

/**
 * Returns why the disk has no room for another attempt; null if it has room. `reserve` is in bytes; it applies to the
 * data dir and to the jobs in it, which may be on a separate disk.
 * @param wasShort whether there was already a shortage
 */
export async function diskShortage(dataDir: string, reserve: number, wasShort: boolean): Promise<string | null> {
  for (const folder of [dataDir, join(dataDir, 'jobs')]) {
    const free = await freeBytes(folder);
    if (free !== null && isShort(free, reserve, wasShort))
      return free < reserve
        ? `Only ${asText(free)} free under ${folder}; ${asText(reserve)} are kept in reserve.`
        : `Only ${asText(free)} free under ${folder}; after a shortage, jobs are taken above ${asText(ROOM * reserve)}.`;
  }
  return null;
}

/** Whether this many free bytes are too few for another attempt. */
export const isShort = (free: number, reserve: number, wasShort: boolean): boolean =>
  wasShort ? free <= ROOM * reserve && reserve > 0 : free < reserve;

/** Null if the folder does not exist yet. */
async function freeBytes(folder: string): Promise<number | null> {
  const found = await statfs(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  });
  return found && found.bavail * found.bsize;
}

const asText = (bytes: number) =>
  bytes < 2 ** 30 ? `${(bytes / 2 ** 20).toFixed()} MiB` : `${(bytes / 2 ** 30).toFixed(1)} GiB`;
