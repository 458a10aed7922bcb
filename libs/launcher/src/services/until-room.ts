import { setTimeout as sleep } from 'node:timers/promises';
import { statfs } from 'node:fs/promises';
import type { Say } from '@reprise/setup';

const EVERY_MS = 250;
/** Free bytes below which no service starts. */
const NEEDED_BYTES = 8 * 2 ** 20;

/**
 * Waits until the disk that contains the folder has enough space for a service to start.
 * @returns whether it had to wait
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

/** Infinity if the file system does not report it. */
async function free(folder: string): Promise<number> {
  return statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => Infinity,
  );
}
