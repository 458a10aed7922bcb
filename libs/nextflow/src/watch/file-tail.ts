import { open } from 'node:fs/promises';
import { ifAbsent } from '../files/if-absent.ts';

const CHUNK = 1 << 20;

/** Reads a growing text file as whole lines, from its beginning; a file that is not there yet has none. */
export class FileTail {
  readonly #path: string;
  #offset = 0;
  #rest = '';
  readonly #decoder = new TextDecoder();

  constructor(path: string) {
    this.#path = path;
  }

  /** The lines that were completed since the last call. */
  async lines(): Promise<string[]> {
    const lines = `${this.#rest}${await this.#more()}`.split('\n');
    this.#rest = lines.pop() ?? '';
    return lines;
  }

  /** All that is left, a last line without its newline included: for when nobody writes any more. */
  async lastLines(): Promise<string[]> {
    const lines = [...(await this.lines()), `${this.#rest}${this.#decoder.decode()}`];
    this.#rest = '';
    return lines.filter((line, index) => line !== '' || index < lines.length - 1);
  }

  async #more(): Promise<string> {
    const file = await open(this.#path).catch(ifAbsent(null));
    if (!file) return '';
    try {
      let text = '';
      const buffer = Buffer.allocUnsafe(CHUNK);
      for (;;) {
        const { bytesRead } = await file.read(buffer, 0, CHUNK, this.#offset);
        if (bytesRead === 0) return text;
        this.#offset += bytesRead;
        text += this.#decoder.decode(buffer.subarray(0, bytesRead), { stream: true });
      }
    } finally {
      await file.close();
    }
  }
}
