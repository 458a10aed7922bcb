import { createHash } from 'node:crypto';

/**
 * Whether a mutant is in a sample: always the same ones for a seed. Mutants are numbered file by file, and the sample has them
 * at equal distances, from a start that the seed gives: of each file as much as it is large.
 */
export function isSampled({ seed, percent }, id) {
  const start = createHash('sha256').update(seed).digest().readUInt32BE() / 2 ** 32;
  const drawnBefore = (n) => Math.floor((n * percent) / 100 + start);
  return drawnBefore(Number(id) + 1) > drawnBefore(Number(id));
}
