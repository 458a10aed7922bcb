import { openFile } from '../files/open-file.ts';

const CHUNK = 1 << 20;
/** Limit of one read, because an adopted attempt may have tens of MB. */
const CHUNKS_PER_READ = 4;
/**
 * Maximum number of characters that are kept from the end of an unfinished line. A task may print without ever writing
 * a newline.
 */
const MAX_REST = 8 << 20;

/**
 * Reads a growing text file from its beginning, in whole lines. Returns nothing while the file does not exist or cannot
 * be opened.
 */
export class FileTail {
  readonly #path: string;
  #offset = 0;
  #rest = '';
  #behind = false;
  readonly #decoder = new TextDecoder();

  constructor(path: string) {
    this.#path = path;
  }

  /** Whether the last read did not reach the end. */
  get behind(): boolean {
    return this.#behind;
  }

  /** Returns the lines that were completed since the last call, at most those of the next few MB. */
  async lines(): Promise<string[]> {
    const lines = `${this.#rest}${await this.#more()}`.split('\n');
    this.#rest = (lines.pop() ?? '').slice(-MAX_REST);
    return lines;
  }

  /** Returns an unterminated last line, once everything has been written and read. */
  lastLine(): string[] {
    const line = `${this.#rest}${this.#decoder.decode()}`;
    this.#rest = '';
    return line === '' ? [] : [line];
  }

  async #more(): Promise<string> {
    this.#behind = false;
    const file = await openFile(this.#path).catch(ifUnreachable);
    if (!file) return '';
    try {
      // Most reads find nothing, and a new buffer for each would burden the garbage collector.
      const unread = (await file.stat()).size - this.#offset;
      if (unread <= 0) return '';
      let text = '';
      const buffer = Buffer.allocUnsafe(Math.min(CHUNK, unread));
      for (let chunk = 0; chunk < CHUNKS_PER_READ; chunk += 1) {
        const { bytesRead } = await file.read(buffer, 0, buffer.length, this.#offset);
        if (bytesRead === 0) return text;
        this.#offset += bytesRead;
        text += this.#decoder.decode(buffer.subarray(0, bytesRead), { stream: true });
      }
      this.#behind = true;
      return text;
    } finally {
      await file.close();
    }
  }
}

/** A run can remove the permission to read its files, or replace their folder with a file. */
function ifUnreachable(error: NodeJS.ErrnoException): null {
  if (error.code === 'EACCES' || error.code === 'ENOTDIR') return null;
  throw error;
}
