import { readTail } from '../failure/read-tail.ts';
import { attemptFiles } from '../supervise/attempt-files.ts';

const LOG_BYTES = 256 * 1024;
/** As `log.error` of a script is logged; errors of tasks that are ignored or tried again are no records of this level. */
const LOGGED = /^\w{3}-\d\d [\d:.]+ \[[^\]\n]*\] ERROR nextflow\.Nextflow - (.*\S)/gm;

/** Returns the first error that the script of a run logged, with the number of the others; null where it logged none. */
export async function loggedError(attemptDir: string): Promise<string | null> {
  const found = [...(await readTail(attemptFiles(attemptDir).log, LOG_BYTES)).matchAll(LOGGED)];
  const [first] = found;
  if (!first) return null;
  const others = found.length - 1;
  const more = others === 0 ? '' : ` (and ${String(others)} more ${others === 1 ? 'error' : 'errors'})`;
  return `${first[1]}${more}`;
}
