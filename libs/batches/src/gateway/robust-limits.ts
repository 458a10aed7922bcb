/** Median of earlier values, and the limits beyond which another value is an outlier. */
export interface RobustLimits {
  readonly values: number;
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
}

/** Least number of values that can say what is usual. */
const LEAST_VALUES = 20;
/**
 * Greatest modified z-score of a usual value, and the factor of this score, after Iglewicz and Hoaglin, How to Detect
 * and Handle Outliers, ASQC Quality Press 1993. The factor makes the median absolute deviation of normally distributed
 * values their standard deviation.
 */
const MOST_DEVIATIONS = 3.5;
const FACTOR = 0.6745;

/**
 * Returns the limits of usual values: the median ± 3.5 median absolute deviations / 0.6745. Null for fewer than 20
 * values, and if at least half of them are equal, because their deviation is then 0.
 */
export function robustLimits(values: readonly number[]): RobustLimits | null {
  if (values.length < LEAST_VALUES) return null;
  const median = medianOf(values);
  const deviation = medianOf(values.map((value) => Math.abs(value - median)));
  if (deviation === 0) return null;
  const distance = (MOST_DEVIATIONS * deviation) / FACTOR;
  return { values: values.length, median, lower: median - distance, upper: median + distance };
}

/** A job can be late although the earlier ones took nearly the same time. */
const LEAST_LATE = 1.5;

/**
 * Returns after how many milliseconds a job is late: beyond the upper limit of earlier durations, and one and a half
 * times their median. Null for fewer than 20 durations.
 */
export function lateLimit(durations: readonly number[]): { values: number; median: number; late_after: number } | null {
  if (durations.length < LEAST_VALUES) return null;
  const median = medianOf(durations);
  const upper = robustLimits(durations)?.upper ?? 0;
  return { values: durations.length, median, late_after: Math.max(upper, LEAST_LATE * median) };
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
