import { existsSync } from 'node:fs';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { FileTail } from '../records/file-tail.ts';
import { HangReader, type Hang } from './hang-reader.ts';
import type { StallSpec } from './wait-for-stall.ts';
import { lookUntilEnded } from './look-until-ended.ts';

export interface HangSpec extends StallSpec {
  /**
   * Number of consecutive checks without a new log line after which a Nextflow that should have ended is considered
   * hanging.
   */
  quietLooks?: number;
}

/**
 * Five minutes at the poll interval. Counted in checks, so that time during which the machine stalls or sleeps does not
 * count.
 */
const QUIET_LOOKS = 20;

/**
 * Waits until Nextflow hangs, which means that it aborted its run, or its last task has ended, and it neither ends nor
 * logs anything. For example, a shutdown handler is blocked. Source:
 * https://github.com/nextflow-io/nextflow/issues/7444
 * @returns null if Nextflow ended first, or if waiting was stopped
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
