import { setTimeout as sleep } from 'node:timers/promises';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { FileTail } from '../records/file-tail.ts';

const LOOK_EVERY_MS = 20;
/** Line that Nextflow logs after it received TERM, or after a task failed. */
export const ABORTED = / nextflow\.Session - Session aborted\b/;

/**
 * Waits until Nextflow logs its abort. From then on, an ended task does not count as failed and is not retried.
 * @returns false if Nextflow did not abort before the signal, or if its log cannot be read
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
