import { createHash } from 'node:crypto';

/** A number in [0, 1), derived from the seed and a purpose. It is the same in each run, in any order. */
export function draw(seed: number, ...purpose: (string | number)[]): number {
  const digest = createHash('md5')
    .update(JSON.stringify([seed, ...purpose]))
    .digest();
  return digest.readUInt32BE() / 2 ** 32;
}
