import { hash } from 'node:crypto';
import type { LogEntry } from '@reprise/event-log';
import { canonicalContent, type Content } from './canonical-content.ts';

/** The hash before the first entry: 32 zero bytes. All hashes are SHA-256, in hexadecimal. */
export const GENESIS = '00'.repeat(32);

/** Bytes before the content: the previous hash and the sequence. */
const AHEAD = 40;

/** Returns the SHA-256 of the previous hash, the sequence (unsigned, 64 bits, big endian) and the canonical content. */
export function link(before: string, seq: number, content: Uint8Array): string {
  const bytes = Buffer.allocUnsafe(AHEAD + content.length);
  bytes.set(content, AHEAD);
  return hashOf(Buffer.from(before, 'hex'), seq, bytes).toString('hex');
}

/** Returns the hash of each entry, chained to the hash of the entry before it; the first is chained to `before`. */
export const chain = (before: string, entries: readonly Entry[]): string[] =>
  chainBytes(before, entries).map((hash) => hash.toString('hex'));

/** Returns the same hashes as bytes, as the tables store them. */
export function chainBytes(before: string, entries: readonly Entry[]): Buffer[] {
  let last = Buffer.from(before, 'hex');
  return entries.map((entry) => (last = hashOf(last, entry.seq, canonicalContent(entry, AHEAD))));
}

type Entry = Content & Pick<LogEntry, 'seq'>;

/** @param bytes content, with reserved space at the front that this function fills */
function hashOf(before: Buffer, seq: number, bytes: Buffer): Buffer<ArrayBuffer> {
  bytes.set(before);
  bytes.writeUInt32BE(Math.floor(seq / 2 ** 32), 32);
  bytes.writeUInt32BE(seq % 2 ** 32, 36);
  return hash('sha256', bytes, 'buffer') as Buffer<ArrayBuffer>;
}
