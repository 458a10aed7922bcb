import { createHash } from 'node:crypto';

/**
 * Whether a mutant is in the sample for a seed. Mutants are numbered file by file. The sample contains every nth one,
 * starting at an offset derived from the seed, so that each file is represented in proportion to its size.
 */
export function isSampled({ seed, percent }, id) {
  const start = createHash('sha256').update(seed).digest().readUInt32BE() / 2 ** 32;
  const drawnBefore = (n) => Math.floor((n * percent) / 100 + start);
  return drawnBefore(Number(id) + 1) > drawnBefore(Number(id));
}
