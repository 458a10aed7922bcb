import { hash } from 'node:crypto';
import type { LogEntry } from '@reprise/event-log';
import { canonicalContent, type Content } from './canonical-content.ts';

/** The hash before the first entry: 32 zero bytes. All hashes are SHA-256, in hexadecimal. */
export const GENESIS = '00'.repeat(32);

/** Returns the SHA-256 of the previous hash, the sequence (unsigned, 64 bits, big endian) and the canonical content. */
export function link(before: string, seq: number, content: Uint8Array): string {
  const bytes = Buffer.allocUnsafe(40 + content.length);
  bytes.write(before, 'hex');
  bytes.writeUInt32BE(Math.floor(seq / 2 ** 32), 32);
  bytes.writeUInt32BE(seq % 2 ** 32, 36);
  bytes.set(content, 40);
  return hash('sha256', bytes, 'hex');
}

/** Returns the hash of each entry, chained to the one before it, the first to `before`. */
export function chain(before: string, entries: readonly (Content & Pick<LogEntry, 'seq'>)[]): string[] {
  let last = before;
  return entries.map((entry) => (last = link(last, entry.seq, canonicalContent(entry))));
}
