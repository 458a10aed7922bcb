import { signal } from '@angular/core';
import type { Api } from '../../../core/api/api.ts';
import { ProblemError, messageOf } from '../../../core/problem.ts';
import { type LogLine, logLine } from './log-lines.ts';

/** Maximum number of lines shown. A note says that earlier ones are omitted. */
const MAX_LINES = 5000;
const FIRST_BYTES = 64 * 1024;
/** Number of bytes shown before the line at which a log is opened. */
const BEFORE = 4 * 1024;

/** The end of a text file of an attempt, polled while it grows, or the surroundings of one of its lines. */
export class LogTail {
  private readonly read: (offset: number) => ReturnType<Api['log']>;
  /** Byte offset of the line at which the log is opened; null for its end. */
  private readonly at: number | null;
  private offset = -FIRST_BYTES;
  /** The last line, while it has no line feed. */
  private open = '';
  private busy = false;
  /** Whether a poll was requested while one was in flight, so that another one follows. */
  private again = false;
  /** Whether a read has succeeded. The first read says what is omitted before it. */
  private hasRead = false;

  readonly lines = signal<LogLine[]>([]);
  readonly cut = signal(false);
  /** Whether later lines are omitted. */
  readonly cutAfter = signal(false);
  /** Index of the line at which it is opened. */
  readonly line = signal<number | null>(null);
  readonly error = signal('');
  readonly loaded = signal(false);

  constructor(read: (offset: number) => ReturnType<Api['log']>, at: number | null = null) {
    this.read = read;
    this.at = at;
    if (at !== null) this.offset = Math.max(0, at - BEFORE);
  }

  /** Continues to read at the last offset. Returns whether the file grew. */
  async poll(): Promise<boolean> {
    if (this.cutAfter()) return false;
    if (this.busy) {
      this.again = true;
      return false;
    }
    const grew = await this.readOn();
    if (this.at !== null && grew && this.lines().length >= MAX_LINES) this.cutAfter.set(true);
    else if (this.again || (this.at !== null && grew)) void this.poll();
    return grew;
  }

  private async readOn(): Promise<boolean> {
    this.busy = true;
    this.again = false;
    try {
      const { text, nextOffset } = await this.read(this.offset);
      const isFirst = !this.hasRead;
      this.hasRead = true;
      const midway = isFirst && (this.offset < 0 ? nextOffset > FIRST_BYTES : this.offset > 0);
      if (isFirst && this.at !== null) this.line.set(lineAt(text, this.at - this.offset) - (midway ? 1 : 0));
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
    if (this.at !== null) return this.lines.set(all.slice(0, MAX_LINES));
    if (all.length > MAX_LINES) this.cut.set(true);
    this.lines.set(all.slice(-MAX_LINES));
  }
}

/** Index of the line that contains a byte of a text. */
const lineAt = (text: string, byte: number): number =>
  new TextDecoder().decode(new TextEncoder().encode(text).subarray(0, byte)).split('\n').length - 1;
