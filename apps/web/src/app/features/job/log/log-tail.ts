import { signal } from '@angular/core';
import type { Api } from '../../../core/api/api.ts';
import { ProblemError, messageOf } from '../../../core/problem.ts';
import { type LogLine, logLine } from './log-lines.ts';

/** Most lines that are shown; a note says that earlier ones are left out. */
const MAX_LINES = 5000;
const FIRST_BYTES = 64 * 1024;

/** The end of one text file of an attempt, polled as it grows. */
export class LogTail {
  private readonly read: (offset: number) => ReturnType<Api['log']>;
  private offset = -FIRST_BYTES;
  /** The last line, while it has no line feed yet. */
  private open = '';
  private busy = false;
  /** Whether a poll came while one was in flight: another follows it. */
  private again = false;

  readonly lines = signal<LogLine[]>([]);
  readonly cut = signal(false);
  readonly error = signal('');
  readonly loaded = signal(false);

  constructor(read: (offset: number) => ReturnType<Api['log']>) {
    this.read = read;
  }

  /** Reads from the last offset on. Returns whether the file grew. */
  async poll(): Promise<boolean> {
    if (this.busy) {
      this.again = true;
      return false;
    }
    const grew = await this.readOn();
    if (this.again) void this.poll();
    return grew;
  }

  private async readOn(): Promise<boolean> {
    this.busy = true;
    this.again = false;
    try {
      const { text, nextOffset } = await this.read(this.offset);
      const midway = this.offset < 0 && nextOffset > FIRST_BYTES;
      if (midway) this.cut.set(true);
      this.offset = nextOffset;
      this.error.set('');
      this.append(midway ? text.slice(text.indexOf('\n') + 1) : text);
      return text.length > 0;
    } catch (error) {
      const missing = error instanceof ProblemError && error.status === 404;
      this.error.set(missing && !this.lines().length ? '' : messageOf(error));
      return false;
    } finally {
      this.loaded.set(true);
      this.busy = false;
    }
  }

  private append(text: string): void {
    if (!text) return;
    const parts = (this.open + text).split('\n');
    const had = this.open ? this.lines().slice(0, -1) : this.lines();
    this.open = parts.pop() ?? '';
    const shown = this.open ? [...parts, this.open] : parts;
    const all = [...had, ...shown.map((line) => logLine(line.replace(/\r$/, '')))];
    if (all.length > MAX_LINES) this.cut.set(true);
    this.lines.set(all.slice(-MAX_LINES));
  }
}
