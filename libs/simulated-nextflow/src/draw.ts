import { createHash } from 'node:crypto';

/** A number in [0, 1) that follows from the seed and what it is drawn for: the same in each run, in whatever order. */
export function draw(seed: number, ...purpose: (string | number)[]): number {
  const digest = createHash('md5')
    .update(JSON.stringify([seed, ...purpose]))
    .digest();
  return digest.readUInt32BE() / 2 ** 32;
}
