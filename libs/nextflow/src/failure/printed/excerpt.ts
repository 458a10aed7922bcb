import type { PrintedStream } from './read-printed.ts';

/** Position of a failure's lines in its task's output. */
export interface Excerpt {
  stream: PrintedStream;
  /** Line numbers, from 1, of the first line and of the line that names the cause. */
  first_line: number;
  cause_line: number | null;
  /** Total number of lines. */
  lines: number;
  /** Byte offset of the line that names the cause in the task's log, which contains both streams. */
  log_offset: number | null;
}
