import { createHash } from 'node:crypto';
import type { LogEntry } from '@reprise/event-log';
import { canonicalContent, type Content } from './canonical-content.ts';

/** The hash before the first entry: 32 zero bytes. All hashes are SHA-256, in hexadecimal. */
export const GENESIS = '00'.repeat(32);

/** Returns the SHA-256 of the previous hash, the sequence (unsigned, 64 bits, big endian) and the canonical content. */
export function link(before: string, seq: number, content: Uint8Array): string {
  const place = Buffer.allocUnsafe(40);
  place.write(before, 'hex');
  place.writeBigUInt64BE(BigInt(seq), 32);
  return createHash('sha256').update(place).update(content).digest('hex');
}

/** Returns the hash of each entry, chained to the one before it, the first to `before`. */
export function chain(before: string, entries: readonly (Content & Pick<LogEntry, 'seq'>)[]): string[] {
  let hash = before;
  return entries.map((entry) => (hash = link(hash, entry.seq, canonicalContent(entry))));
}
