import { murmur3 } from './murmur3.ts';

/** More tries than any pipeline needs. */
const TRIES = 6;

/**
 * Returns the short hashes (`ab/cdef12`) that a task can have if the hash of its parts is `base` (hexadecimal). If a
 * work dir exists but cannot be used, Nextflow tries the next hash. Source: TaskProcessor.checkCachedOrLaunchTask of
 * Nextflow.
 */
export function taskHashes(base: string): string[] {
  let hash = Buffer.from(base, 'hex');
  return Array.from({ length: TRIES }, (_, i) => {
    const tries = Buffer.alloc(4);
    tries.writeInt32LE(i + 1);
    hash = murmur3(Buffer.concat([hash, tries])) as typeof hash;
    const hex = hash.toString('hex');
    return `${hex.slice(0, 2)}/${hex.slice(2, 8)}`;
  });
}
