import type { LogEntry } from '@reprise/event-log';
import { pgText } from '../rows/pg-values.ts';

/** The part of an entry that the chain covers, besides its sequence. */
export type Content = Pick<LogEntry, 'subject' | 'headers' | 'payload'>;

/**
 * The one byte form of an entry's content: subject, number of headers, each header's name and value in order, payload;
 * every part with its length before it (unsigned, 32 bits, big endian), so that no two contents have the same bytes.
 * Text is UTF-8 as Postgres can hold it. docs/audit-format.md defines it.
 */
export function canonicalContent({ subject, headers, payload }: Content): Buffer {
  const texts = [subject, ...headers.flat()].map(pgText);
  const lengths = texts.map((text) => Buffer.byteLength(text));
  const size = lengths.reduce((sum, length) => sum + 4 + length, 4) + 4 + payload.length;
  const bytes = Buffer.allocUnsafe(size);
  let at = 0;
  texts.forEach((text, i) => {
    at = bytes.writeUInt32BE(lengths[i]!, at);
    at += bytes.write(text, at);
    if (i === 0) at = bytes.writeUInt32BE(headers.length, at);
  });
  at = bytes.writeUInt32BE(payload.length, at);
  bytes.set(payload, at);
  return bytes;
}
