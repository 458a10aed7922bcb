import type { PrintedStream } from './read-printed.ts';

/** Position of a failure's lines in its task's output. */
export interface Excerpt {
  stream: PrintedStream;
  /** Numbers, from 1, of the first line and of the one that names the cause. */
  first_line: number;
  cause_line: number | null;
  /** Number of all lines. */
  lines: number;
  /** Byte offset of the line that names the cause in the task's log, which has both streams. */
  log_offset: number | null;
}
