/** Current state of an input file. */
export interface InputFile {
  readonly path: string;
  readonly bytes: number;
}

/** Maximum number of listed files, because an event can contain 256 KiB. */
const MOST_LISTED = 500;
const MOST_LISTED_BYTES = 64 * 1024;

/** The first input files found, and the total number. */
export class InputList {
  readonly files: InputFile[] = [];
  found = 0;
  #bytes = 0;

  get isFull(): boolean {
    return this.files.length === MOST_LISTED || this.#bytes > MOST_LISTED_BYTES;
  }

  add(file: InputFile): void {
    this.found++;
    this.#bytes += Buffer.byteLength(JSON.stringify(file));
    if (!this.isFull) this.files.push(file);
  }

  /** Counts a file without looking up its size, because the list is full. */
  count(): void {
    this.found++;
  }
}
