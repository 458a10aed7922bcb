import type { WestgardRule } from '../../contract/index.ts';

/** Mean and sample standard deviation. */
export interface Distribution {
  readonly mean: number;
  readonly sd: number;
}

/** Least number of values whose mean and standard deviation can serve as control limits. */
const LEAST_VALUES = 20;

/** Returns the mean and the sample standard deviation; null for fewer than 20 values. */
export function distributionOf(values: readonly number[]): Distribution | null {
  if (values.length < LEAST_VALUES) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: Math.sqrt(squares / (values.length - 1)) };
}

/** Whether the last of some distances from the mean, in standard deviations, completes a breach of the rule. */
type Breaks = (distances: readonly number[]) => boolean;

const sameSide =
  (count: number, limit: number): Breaks =>
  (distances) => {
    const last = distances.slice(-count);
    return last.length === count && (last.every((z) => z > limit) || last.every((z) => z < -limit));
  };

const opposite: Breaks = (distances) => {
  const last = distances.slice(-2);
  return last.length === 2 && Math.max(...last) > 2 && Math.min(...last) < -2;
};

const RULES: Readonly<Record<WestgardRule, Breaks>> = {
  '1-3s': sameSide(1, 3),
  '2-2s': sameSide(2, 2),
  'R-4s': opposite,
  '4-1s': sameSide(4, 1),
  '10-x': sameSide(10, 0),
};

/**
 * Returns the control rules that each value breaks, alone or together with the values before it:
 *
 * - `1-3s`: one value is more than 3 standard deviations from the mean
 * - `2-2s`: two consecutive values are more than 2 standard deviations from the mean, on the same side
 * - `R-4s`: of two consecutive values, one is more than 2 standard deviations above the mean, the other below
 * - `4-1s`: four consecutive values are more than 1 standard deviation from the mean, on the same side
 * - `10-x`: ten consecutive values are on the same side of the mean
 *
 * Source: Westgard, Barry, Hunt and Groth, A multi-rule Shewhart chart for quality control in clinical chemistry,
 * Clinical Chemistry 27(3), 1981. Without a deviation, no rule is broken.
 * @param values in the order of their measurement
 */
export function westgardRules(values: readonly number[], { mean, sd }: Distribution): WestgardRule[][] {
  if (sd === 0) return values.map(() => []);
  const distances = values.map((value) => (value - mean) / sd);
  const names = Object.keys(RULES) as WestgardRule[];
  return distances.map((_, n) => names.filter((name) => RULES[name](distances.slice(Math.max(0, n - 9), n + 1))));
}
