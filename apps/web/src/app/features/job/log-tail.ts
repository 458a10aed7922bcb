import { signal } from '@angular/core';
import type { Api } from '../../core/api.ts';
import { ProblemError, wordsOf } from '../../core/problem.ts';
import { type LogLine, logLine } from './log-lines.ts';

/** Lines kept; what is above is left out and said so. */
const KEPT = 5000;
const FIRST_BYTES = 64 * 1024;

/** The end of one text file of an attempt, read on as it grows. */
export class LogTail {
  private readonly read: (offset: number) => ReturnType<Api['log']>;
  private offset = -FIRST_BYTES;
  /** The last line, while it has no end yet. */
  private open = '';
  private busy = false;

  readonly lines = signal<LogLine[]>([]);
  readonly cut = signal(false);
  readonly error = signal('');
  readonly loaded = signal(false);

  constructor(read: (offset: number) => ReturnType<Api['log']>) {
    this.read = read;
  }

  /** Reads what was written since; true where there was something. */
  async poll(): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    try {
      const { text, nextOffset } = await this.read(this.offset);
      this.offset = nextOffset;
      this.error.set('');
      this.append(text);
      return text.length > 0;
    } catch (error) {
      const missing = error instanceof ProblemError && error.status === 404;
      this.error.set(missing && !this.lines().length ? '' : wordsOf(error));
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
    if (all.length > KEPT) this.cut.set(true);
    this.lines.set(all.slice(-KEPT));
  }
}
