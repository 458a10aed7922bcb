import { readText } from '../files/read-text.ts';
import { PlanReader } from '../plan/plan-reader.ts';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { ABORTED } from './wait-for-abort.ts';

/** Exceeds what Nextflow logs before its first step. */
const LOG_BYTES = 4 * 1024 * 1024;

/**
 * Whether Nextflow has begun to abort without having started a step, which means that it is compiling its scripts. It
 * finishes compiling before it ends, submits nothing afterwards, and has nothing to clean up. False if its log cannot
 * be read, because a task of the same user may have closed or replaced the folder.
 */
export async function isAbortedUnstarted(attemptDir: string): Promise<boolean> {
  const log = await readText(attemptFiles(attemptDir).log, 0, LOG_BYTES).catch(() => null);
  if (log === null || log.next_offset < log.size) return false;
  const plan = new PlanReader();
  for (const line of log.text.split('\n')) plan.line(line);
  return ABORTED.test(log.text) && plan.steps.length === 0;
}
