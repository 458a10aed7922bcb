import { createHash } from 'node:crypto';

/** Whether a mutant is in a sample: always the same ones for a seed. */
export function isSampled({ seed, percent }, id) {
  const drawn = createHash('sha256').update(`${seed} ${id}`).digest().readUInt32BE() / 2 ** 32;
  return drawn * 100 < percent;
}
