import { truncated } from '../terminal/table.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { bytes } from '@reprise/contracts/sizes';

const EVERY_MS = 100;

/** A progress line on the terminal's standard error; nothing if it is not a terminal. */
export class ProgressLine {
  readonly #terminal: Pick<Terminal, 'isErrTty' | 'writeErr' | 'width'>;
  readonly #total: number;
  #shownAt = 0;

  /** @param total bytes of all files */
  constructor(terminal: Pick<Terminal, 'isErrTty' | 'writeErr' | 'width'>, total: number) {
    this.#terminal = terminal;
    this.#total = total;
  }

  show(path: string, done: number): void {
    const now = performance.now();
    if (!this.#terminal.isErrTty || now < this.#shownAt + EVERY_MS) return;
    this.#shownAt = now;
    const percent = this.#total === 0 ? 100 : Math.floor((100 * done) / this.#total);
    const text = `${String(percent).padStart(3)} %  ${bytes(done)} of ${bytes(this.#total)}  ${path}`;
    this.#terminal.writeErr(`\r\u001b[K${truncated(text, Math.min(this.#terminal.width, 200) - 1)}`);
  }

  clear(): void {
    if (this.#terminal.isErrTty) this.#terminal.writeErr('\r\u001b[K');
  }
}
