import { setTimeout as sleep } from 'node:timers/promises';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { FileTail } from '../records/file-tail.ts';

const LOOK_EVERY_MS = 20;
/** Line of a Nextflow that has got TERM, or whose task failed. */
export const ABORTED = / nextflow\.Session - Session aborted\b/;

/**
 * Waits until a Nextflow logs that it aborts: from then on a task that ends is none that failed, and it is not tried again.
 * @returns false where it did not before the signal, or its log cannot be read
 */
export async function waitForAbort(attemptDir: string, signal: AbortSignal): Promise<boolean> {
  const tail = new FileTail(attemptFiles(attemptDir).log);
  while (!signal.aborted) {
    const lines = await tail.lines().catch(() => null);
    if (lines === null) return false;
    if (lines.some((line) => ABORTED.test(line))) return true;
    if (!tail.behind) await sleep(LOOK_EVERY_MS);
  }
  return false;
}
