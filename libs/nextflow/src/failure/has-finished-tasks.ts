import { attemptFiles } from '../supervise/attempt-files.ts';
import { readText } from '../files/read-text.ts';

const TRACE_BYTES = 4 * 1024 * 1024;
const FINISHED = /^[0-9a-f]{2}\/[0-9a-f]{6}\t(?:COMPLETED|CACHED)\t/m;

/** Whether a task of an attempt ended well, by its trace: a resume then takes it from the cache. */
export async function hasFinishedTasks(attemptDir: string): Promise<boolean> {
  const trace = await readText(attemptFiles(attemptDir).trace, 0, TRACE_BYTES).catch(() => null);
  return FINISHED.test(trace?.text ?? '');
}
