/** The content is not FASTQ; the message is a sentence for people. */
export class FastqError extends Error {}

const NEWLINE = 10;
const RETURN = 13;
const AT = 64;
const PLUS = 43;
/** IUPAC codes in either case, `.` for N. */
const BASES = /^[ACGTUNRYSWKMBDHV.]*$/i;
/** Number of reads whose bases are all checked. */
const LOOKED_AT = 1000;

/** Validates FASTQ as a stream and counts its reads. Does not buffer lines, so memory is constant. */
export class FastqLines {
  reads = 0;
  /** Line within the read: 0 name, 1 bases, 2 `+`, 3 qualities. */
  #line = 0;
  /** Bytes of the line so far. */
  #length = 0;
  #bases = 0;

  /** @throws FastqError */
  push(chunk: Uint8Array): void {
    const { buffer, byteOffset, byteLength } = chunk;
    const bytes = Buffer.from(buffer, byteOffset, byteLength);
    for (let start = 0; start < bytes.length;) {
      if (this.#length === 0) this.#begin(bytes[start] ?? 0);
      const newline = bytes.indexOf(NEWLINE, start);
      const end = newline === -1 ? bytes.length : newline;
      if (this.#line === 1 && this.reads < LOOKED_AT) this.#look(bytes.subarray(start, end));
      this.#length += end - start;
      if (newline !== -1) this.#endLine();
      start = end + 1;
    }
  }

  /** @throws FastqError */
  end(): void {
    if (this.#line === 3 && this.#length > 0) this.#endLine();
    if (this.#line !== 0) this.#fail('is not complete: the file was cut off. Copy it again from where it was made');
    if (this.reads === 0) throw new FastqError('It holds no reads.');
  }

  #begin(first: number): void {
    if (this.#line === 0 && first !== AT)
      throw new FastqError(
        this.reads === 0
          ? 'It is not FASTQ: the first line does not begin with "@".'
          : `${this.#where()} does not begin with "@".`,
      );
    if (this.#line === 2 && first !== PLUS) this.#fail('has no line with "+" after its bases');
  }

  #look(bases: Buffer): void {
    if (bases.at(-1) === RETURN) throw new FastqError('It has line ends of Windows. Convert it with dos2unix.');
    if (!BASES.test(bases.toString('latin1'))) this.#fail('has characters that are no bases');
  }

  #endLine(): void {
    if (this.#line === 1) this.#bases = this.#length;
    if (this.#line === 3) {
      if (this.#length !== this.#bases)
        this.#fail(`has ${String(this.#bases)} bases but ${String(this.#length)} qualities`);
      this.reads++;
    }
    this.#line = (this.#line + 1) % 4;
    this.#length = 0;
  }

  #fail(what: string): never {
    throw new FastqError(`${this.#where()} ${what}.`);
  }

  #where = (): string => `Read ${(this.reads + 1).toLocaleString('en')}`;
}
