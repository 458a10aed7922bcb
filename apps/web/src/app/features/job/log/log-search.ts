import { signal } from '@angular/core';
import type { Api } from '../../../core/api/api.ts';
import { messageOf } from '../../../core/problem.ts';
import { count, plural } from '../../../shared/format.ts';
import { type LogLine, logLine } from './log-lines.ts';

/** Maximum number of characters that are searched, from the beginning of a log. */
const MOST_READ = 16 * 1024 * 1024;
/** Maximum number of lines that are shown. All matches are counted. */
const MOST_SHOWN = 1000;

/** A line that contains the text, with its number, starting at 1. */
export type Match = LogLine & { number: number };

/**
 * Numbers of lines found and shown. `cut`: the log is longer than the searched part; `grows`: the log is still being
 * written.
 */
type Found = { found: number; shown: number; cut: boolean; grows: boolean };

/** The outcome of a search as text. */
export function foundText({ found, shown, cut, grows }: Found): string {
  const lines = found === 0 ? `No line of ${cut ? 'its beginning' : 'this log'} has this text` : plural(found, 'line');
  const first = shown < found ? `, the first ${count(shown)} are shown` : '';
  const rest = cut ? '. The end of this log was not searched: download it' : '';
  return `${lines}${first}${rest || (grows ? '. Lines written since this search began are not in it' : '')}`;
}

/** Search in one complete log, which is read once for it. */
export class LogSearch {
  private readonly read: (offset: number) => ReturnType<Api['log']>;
  private lines: Promise<string[]> | undefined;
  private asked = '';
  readonly matches = signal<Match[]>([]);
  readonly count = signal(0);
  /** Index of the current match. */
  readonly current = signal(0);
  readonly state = signal<'idle' | 'reading' | 'done'>('idle');
  /** Whether the log is longer than the searched part. */
  readonly cut = signal(false);
  readonly error = signal('');

  constructor(read: (offset: number) => ReturnType<Api['log']>) {
    this.read = read;
  }

  /**
   * Finds the lines that contain a text, ignoring case. An empty text ends the search, and the next search reads the
   * log again.
   */
  async find(text: string): Promise<void> {
    this.asked = text;
    if (!text) {
      this.lines = undefined;
      return this.state.set('idle');
    }
    this.state.set('reading');
    this.error.set('');
    try {
      const lines = await (this.lines ??= this.readLines());
      if (this.asked === text) this.show(lines, text.toLowerCase());
    } catch (error) {
      this.lines = undefined;
      if (this.asked === text) this.error.set(messageOf(error));
    } finally {
      if (this.asked === text) this.state.set('done');
    }
  }

  /** Goes to the next match, or to the previous one for -1. Wraps around at the ends. */
  step(by: 1 | -1): void {
    const all = this.matches().length;
    if (all > 0) this.current.update((at) => (at + by + all) % all);
  }

  private show(lines: string[], text: string): void {
    const found = lines.flatMap((line, index) => (line.toLowerCase().includes(text) ? [index] : []));
    this.count.set(found.length);
    this.current.set(0);
    this.matches.set(found.slice(0, MOST_SHOWN).map((index) => ({ ...logLine(lines[index]!), number: index + 1 })));
  }

  private async readLines(): Promise<string[]> {
    const parts: string[] = [];
    let [offset, length] = [0, 0];
    for (;;) {
      const { text, nextOffset } = await this.read(offset);
      parts.push(text);
      length += text.length;
      this.cut.set(length > MOST_READ);
      if (nextOffset === offset || length > MOST_READ) break;
      offset = nextOffset;
    }
    return parts.join('').split(/\r?\n/);
  }
}
