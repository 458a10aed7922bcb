import { createHash } from 'node:crypto';
import { seed } from '@reprise/testing/random';

/** A number in [0, 1) derived from the seed and the purpose. */
export function draw(...purpose: (string | number)[]): number {
  const digest = createHash('sha256')
    .update(JSON.stringify([seed, ...purpose]))
    .digest();
  return digest.readUInt32BE() / 2 ** 32;
}
