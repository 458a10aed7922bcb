import type { LogEntry } from '@reprise/event-log';
import { pgText } from '../rows/pg-values.ts';

/** The part of an entry that the chain covers in addition to its sequence. */
export type Content = Pick<LogEntry, 'subject' | 'headers' | 'payload'>;

/** Maximum UTF-8 bytes of a UTF-16 code unit. */
const WIDEST = 3;

/**
 * Canonical bytes of an entry's content: subject, number of headers, each header's name and value in order, payload;
 * each part is prefixed with its length (unsigned, 32 bits, big endian), so that different contents have different
 * bytes. Text is UTF-8 in the form that Postgres can store. Defined in docs/audit-format.md.
 * @param ahead bytes to reserve at the front, for the caller
 */
export function canonicalContent(content: Content, ahead = 0): Buffer {
  return ofAscii(content, ahead) ?? ofAny(content, ahead);
}

/** Fast path for ASCII text without NUL, which is nearly all events. Written character by character. */
function ofAscii({ subject, headers, payload }: Content, ahead: number): Buffer | undefined {
  let size = ahead + 12 + subject.length + payload.length;
  for (const [name, value] of headers) size += 8 + name.length + value.length;
  const bytes = Buffer.allocUnsafe(size);
  let at = writeAscii(bytes, subject, ahead);
  at = writeSize(bytes, headers.length, at);
  for (const [name, value] of headers) at = writeAscii(bytes, value, writeAscii(bytes, name, at));
  if (Number.isNaN(at)) return undefined;
  at = writeSize(bytes, payload.length, at);
  bytes.set(payload, at);
  return bytes;
}

/** Writes the length and the text. Returns the offset after the text; NaN if it, or the text before, is not ASCII. */
function writeAscii(bytes: Buffer, text: string, at: number): number {
  const { length } = text;
  const start = writeSize(bytes, length, at);
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0 || code > 0x7f) return NaN;
    bytes[start + i] = code;
  }
  return start + length;
}

function writeSize(bytes: Buffer, size: number, at: number): number {
  bytes[at] = size >>> 24;
  bytes[at + 1] = size >>> 16;
  bytes[at + 2] = size >>> 8;
  bytes[at + 3] = size;
  return at + 4;
}

function ofAny({ subject, headers, payload }: Content, ahead: number): Buffer {
  let size = ahead + 12 + subject.length * WIDEST + payload.length;
  for (const [name, value] of headers) size += 8 + (name.length + value.length) * WIDEST;
  const bytes = Buffer.allocUnsafe(size);
  let at = writeText(bytes, subject, ahead);
  at = writeSize(bytes, headers.length, at);
  for (const [name, value] of headers) at = writeText(bytes, value, writeText(bytes, name, at));
  at = writeSize(bytes, payload.length, at);
  bytes.set(payload, at);
  return bytes.subarray(0, at + payload.length);
}

/** Writes the length and the text. Returns the offset after the text. */
function writeText(bytes: Buffer, text: string, at: number): number {
  const written = bytes.write(pgText(text), at + 4);
  return writeSize(bytes, written, at) + written;
}
