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
export function canonicalContent({ subject, headers, payload }: Content): Buffer {
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
