import { readText } from '../files/read-text.ts';
import { attemptFiles } from '../supervise/attempt-files.ts';

/** Nextflow logs its version at startup, after its command line. */
const HEAD_BYTES = 64 << 10;
const BANNER =
  /^\w{3}-\d{2} [\d:.]+ \[main\] INFO +nextflow\.cli\.CmdRun - N E X T F L O W +~ +version (\d+\.\d+\.\d+(?:-[a-z]+\d*)?)$/m;

/** Returns the Nextflow version that runs an attempt, read from its log; null before it is logged. */
export async function ranVersion(attemptDir: string): Promise<string | null> {
  const head = await readText(attemptFiles(attemptDir).log, 0, HEAD_BYTES).catch(() => null);
  return BANNER.exec(head?.text ?? '')?.[1] ?? null;
}
