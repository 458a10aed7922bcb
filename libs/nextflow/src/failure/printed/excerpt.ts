import type { PrintedStream } from './read-printed.ts';

/** Place of the lines of a failure in what its task printed. */
export interface Excerpt {
  stream: PrintedStream;
  /** Numbers, from 1, of the first line and of the line that names the cause. */
  first_line: number;
  cause_line: number | null;
  /** Number of all lines. */
  lines: number;
  /** Byte at which the line that names the cause begins in the log of the task, which has both streams. */
  log_offset: number | null;
}
