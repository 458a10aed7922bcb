import { setTimeout as sleep } from 'node:timers/promises';
import { statfs } from 'node:fs/promises';
import type { Say } from '@reprise/setup';

const EVERY_MS = 250;
/** Free bytes below which no service starts. */
const NEEDED_BYTES = 8 * 2 ** 20;

/**
 * Waits until a service can be started on the disk of a folder. @returns whether there was no room before
 * @throws AbortError
 */
export async function untilRoom(folder: string, name: string, say: Say, signal: AbortSignal): Promise<boolean> {
  let waited = false;
  while ((await free(folder)) < NEEDED_BYTES) {
    if (!waited) say(`The ${name} waits for room on the disk of ${folder}. Free some space there`);
    waited = true;
    await sleep(EVERY_MS, undefined, { signal });
  }
  return waited;
}

/** Infinity where the file system does not say. */
async function free(folder: string): Promise<number> {
  return statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => Infinity,
  );
}
