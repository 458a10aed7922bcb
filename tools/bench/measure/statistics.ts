import type { Pair } from './measure.ts';

export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** @throws RangeError if there are no numbers */
export function spreadOf(numbers: readonly number[]): Spread {
  const [min, max] = [Math.min(...numbers), Math.max(...numbers)];
  const sorted = numbers.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  if (low === undefined || high === undefined) throw new RangeError('no numbers');
  return { min, median: (low + high) / 2, max };
}

/** Ratios per repetition, because load on the machine slows both sides equally. */
export const ratiosOf = (pairs: readonly Pair[]): Spread => spreadOf(pairs.map(({ ours, floor }) => ours / floor));

/**
 * Returns the percentile (nearest rank).
 * @throws RangeError for an empty list
 */
export function percentile(numbers: readonly number[], percent: number): number {
  const found = numbers.toSorted((a, b) => a - b)[Math.max(Math.ceil((numbers.length * percent) / 100) - 1, 0)];
  if (found === undefined) throw new RangeError('no numbers');
  return found;
}
