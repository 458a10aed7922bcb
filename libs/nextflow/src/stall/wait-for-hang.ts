import { existsSync } from 'node:fs';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { FileTail } from '../records/file-tail.ts';
import { HangReader, type Hang } from './hang-reader.ts';
import type { StallSpec } from './wait-for-stall.ts';
import { lookUntilEnded } from './look-until-ended.ts';

export interface HangSpec extends StallSpec {
  /** Number of looks in a row without a new line in the log, after which a Nextflow that should have ended hangs. */
  quietLooks?: number;
}

/** Five minutes at the pace of the looks. Counted in looks: a machine that stood still, or was asleep, does not count. */
const QUIET_LOOKS = 20;

/**
 * Waits until a Nextflow hangs: it aborted its run, or its last task has ended, and it neither ends nor logs anything. A
 * handler of its shutdown may be blocked. Source: https://github.com/nextflow-io/nextflow/issues/7444
 * @returns null if it ended before, or the waiting was stopped
 */
export async function waitForHang({
  attemptDir,
  ended,
  signal,
  everyMs = 15_000,
  quietLooks = QUIET_LOOKS,
}: HangSpec): Promise<Hang | null> {
  const { log, paused } = attemptFiles(attemptDir);
  const [tail, reader] = [new FileTail(log), new HangReader()];
  return lookUntilEnded({ ended, signal, everyMs: () => (tail.behind ? 0 : everyMs) }, async () =>
    reader.look(await tail.lines(), { quietLooks, isPaused: existsSync(paused) }),
  );
}
