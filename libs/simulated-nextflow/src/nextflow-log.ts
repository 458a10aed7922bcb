import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (number: number) => String(number).padStart(2, '0');

/** Formats local time as in the history and the log: `2026-11-24 16:01:23`. */
export const clock = (at: Date) => `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;

/** The log of a run, which contains the lines that say how tasks ended. */
export class NextflowLog {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
  }

  write(thread: string, level: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR', source: string, message: string): void {
    const at = new Date();
    const day = `${months[at.getMonth()] ?? ''}-${two(at.getDate())}`;
    const ms = String(at.getMilliseconds()).padStart(3, '0');
    appendFileSync(this.#file, `${day} ${clock(at)}.${ms} [${thread}] ${level.padEnd(5)} ${source} - ${message}\n`);
  }
}
