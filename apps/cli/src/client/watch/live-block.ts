/** Lines at the end of a terminal that are overwritten when they change. */
export class LiveBlock {
  readonly #write: (text: string) => void;
  #height = 0;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  /** Replaces the lines. They must be neither wider nor higher than the terminal. */
  show(lines: readonly string[]): void {
    const up = this.#height > 0 ? `\u001b[${String(this.#height)}A` : '';
    this.#write(`${up}\r\u001b[J${lines.map((line) => `${line}\n`).join('')}`);
    this.#height = lines.length;
  }

  /** Leaves the lines as they are; what comes next is below them. */
  end(): void {
    this.#height = 0;
  }
}
