import type { LogEntry } from '@reprise/event-log';
import { pgText } from '../rows/pg-values.ts';

/** The part of an entry that the chain covers, besides its sequence. */
export type Content = Pick<LogEntry, 'subject' | 'headers' | 'payload'>;

/** Bytes of a character of UTF-16 in UTF-8, at most. */
const WIDEST = 3;

/**
 * The one byte form of an entry's content: subject, number of headers, each header's name and value in order, payload;
 * every part with its length before it (unsigned, 32 bits, big endian), so that no two contents have the same bytes.
 * Text is UTF-8 as Postgres can hold it. docs/audit-format.md defines it.
 */
export function canonicalContent(content: Content): Buffer {
  return ofShortAscii(content) ?? ofAny(content);
}

/** Characters of ASCII that are the same byte in UTF-8, without NUL. */
const OTHER = /[^\x01-\x7f]/;
const SHORT = 128;
/** Lengths as four bytes each, as the text of them. */
const SIZES = Array.from({ length: SHORT }, (_, length) => `\0\0\0${String.fromCharCode(length)}`);

/** The same where all texts are short and plain, as of nearly every event: as one text, which is written at once. */
function ofShortAscii({ subject, headers, payload }: Content): Buffer | undefined {
  if (subject.length >= SHORT || headers.length >= SHORT) return undefined;
  let plain = subject;
  let text = SIZES[subject.length]! + subject + SIZES[headers.length]!;
  for (const [name, value] of headers) {
    if (name.length >= SHORT || value.length >= SHORT) return undefined;
    plain += name + value;
    text += SIZES[name.length]! + name + SIZES[value.length]! + value;
  }
  if (OTHER.test(plain)) return undefined;
  const bytes = Buffer.allocUnsafe(text.length + 4 + payload.length);
  bytes.write(text, 'latin1');
  bytes.set(payload, bytes.writeUInt32BE(payload.length, text.length));
  return bytes;
}

function ofAny({ subject, headers, payload }: Content): Buffer {
  let size = 12 + subject.length * WIDEST + payload.length;
  for (const [name, value] of headers) size += 8 + (name.length + value.length) * WIDEST;
  const bytes = Buffer.allocUnsafe(size);
  let at = writeText(bytes, subject, 0);
  at = bytes.writeUInt32BE(headers.length, at);
  for (const [name, value] of headers) at = writeText(bytes, value, writeText(bytes, name, at));
  at = bytes.writeUInt32BE(payload.length, at);
  bytes.set(payload, at);
  return bytes.subarray(0, at + payload.length);
}

/** Writes the length and the text. Returns the offset after it. */
function writeText(bytes: Buffer, text: string, at: number): number {
  const written = bytes.write(pgText(text), at + 4);
  bytes.writeUInt32BE(written, at);
  return at + 4 + written;
}
