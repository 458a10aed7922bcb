import { pgJson, pgText } from '../../rows/pg-values.ts';
import { microsecondsOf } from '../../times/microseconds.ts';
import { NotLoadableError } from './not-loadable.ts';

/** Signature, flags and extension length at the start of a `COPY`. */
export const COPY_START = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
/** End of a `COPY`: a row with -1 columns. */
export const COPY_END = Buffer.from([0xff, 0xff]);

/** Length of a null field. */
const NULL = -1;
const JSONB_VERSION = 1;
/** Maximum length of a text whose characters are written one by one, which is faster than a library call. */
const SHORT = 64;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DASH = '-'.charCodeAt(0);
const [QUOTE, BACKSLASH, COMMA, LIST_BEGIN, LIST_END] = [0x22, 0x5c, 0x2c, 0x5b, 0x5d] as const;
/** Values of hexadecimal digits by character code. */
const NIBBLES = new Uint8Array(128);
'0123456789abcdef'.split('').forEach((digit, value) => {
  for (const each of [digit, digit.toUpperCase()]) NIBBLES[each.charCodeAt(0)] = value;
});

/**
 * Bytes of a `COPY … (format binary)`, written field by field. The caller uses the right type for each column. Source:
 * Postgres manual, COPY, "Binary Format", and the `_recv` functions of the types.
 */
export class CopyBytes {
  #bytes: Buffer;
  #view: DataView;
  #at = 0;

  /** @param size expected number of bytes */
  constructor(size: number) {
    this.#bytes = Buffer.allocUnsafe(size);
    this.#view = viewOf(this.#bytes);
  }

  row(columns: number): void {
    this.#reserve(2);
    this.#view.setInt16(this.#at, columns);
    this.#at += 2;
  }

  null(): void {
    this.#length(NULL);
  }

  boolean(value: boolean): void {
    this.#length(1);
    this.#bytes[this.#at++] = value ? 1 : 0;
  }

  /** @throws NotLoadableError unless the value is an integer that a number can represent exactly */
  bigint(value: number): void {
    if (!Number.isSafeInteger(value)) throw new NotLoadableError(`no integer: ${String(value)}`);
    this.#length(8);
    this.#int64(value);
  }

  double(value: number): void {
    this.#length(8);
    this.#view.setFloat64(this.#at, value);
    this.#at += 8;
  }

  /** @throws NotLoadableError if the text is not a timestamp in the format of events */
  time(text: string): void {
    const value = microsecondsOf(text);
    if (value === null) throw new NotLoadableError(`no time: ${text}`);
    this.#length(8);
    if (typeof value === 'number') return this.#int64(value);
    this.#view.setBigInt64(this.#at, value);
    this.#at += 8;
  }

  text(text: string): void {
    const start = this.#length(0, text.length * 3);
    if (!this.#shortAscii(text)) this.#at += this.#bytes.write(pgText(text), this.#at);
    this.#view.setInt32(start - 4, this.#at - start);
  }

  json(value: unknown): void {
    const start = this.#length(0, 1);
    this.#bytes[this.#at++] = JSONB_VERSION;
    if (!this.#plainJson(value)) {
      this.#at = start + 1;
      const text = pgJson(value);
      this.#reserve(text.length * 3);
      this.#at += this.#bytes.write(text, this.#at);
    }
    this.#view.setInt32(start - 4, this.#at - start);
  }

  bytes(value: Uint8Array): void {
    this.#length(value.length);
    this.#bytes.set(value, this.#at);
    this.#at += value.length;
  }

  /** @throws NotLoadableError if the text is not a UUID in canonical form */
  uuid(text: string): void {
    if (!UUID.test(text)) throw new NotLoadableError(`no UUID: ${text}`);
    this.#length(16);
    for (let i = 0; i < text.length; i += 2) {
      if (text.charCodeAt(i) === DASH) i++;
      this.#bytes[this.#at++] = (NIBBLES[text.charCodeAt(i)]! << 4) | NIBBLES[text.charCodeAt(i + 1)]!;
    }
  }

  written(): Buffer {
    return this.#bytes.subarray(0, this.#at);
  }

  /** Writes the length of a field and reserves its bytes. Returns where they start. */
  #length(length: number, room = length): number {
    this.#reserve(4 + room);
    this.#view.setInt32(this.#at, length);
    return (this.#at += 4);
  }

  #int64(value: number): void {
    this.#view.setInt32(this.#at, Math.floor(value / 2 ** 32));
    this.#view.setUint32(this.#at + 4, value >>> 0);
    this.#at += 8;
  }

  /**
   * Writes a list of strings that need no escaping, such as the headers of nearly every event. Returns false for other
   * values.
   */
  #plainJson(value: unknown): boolean {
    if (typeof value === 'string') return this.#plainString(value);
    if (!Array.isArray(value)) return false;
    this.#reserve(2);
    this.#bytes[this.#at++] = LIST_BEGIN;
    for (let i = 0; i < value.length; i++) {
      if (i > 0) this.#bytes[this.#at++] = COMMA;
      if (!this.#plainJson(value[i])) return false;
      this.#reserve(2);
    }
    this.#bytes[this.#at++] = LIST_END;
    return true;
  }

  #plainString(text: string): boolean {
    const { length } = text;
    this.#reserve(2 + length);
    const bytes = this.#bytes;
    let at = this.#at;
    bytes[at++] = QUOTE;
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code < 0x20 || code > 0x7e || code === QUOTE || code === BACKSLASH) return false;
      bytes[at++] = code;
    }
    bytes[at++] = QUOTE;
    this.#at = at;
    return true;
  }

  /** Returns false without writing anything if the text is different. */
  #shortAscii(text: string): boolean {
    const { length } = text;
    if (length > SHORT) return false;
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code === 0 || code > 0x7f) return false;
      this.#bytes[this.#at + i] = code;
    }
    this.#at += length;
    return true;
  }

  #reserve(length: number): void {
    const needed = this.#at + length;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(needed * 2);
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
    this.#view = viewOf(larger);
  }
}

const viewOf = ({ buffer, byteOffset, byteLength }: Buffer) => new DataView(buffer, byteOffset, byteLength);
