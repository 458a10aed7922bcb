import type { ExpectedRun } from '@reprise/contracts';

/** Fewer values do not show what is usual. */
const FEWEST = 5;

/** Returns the median and the quartiles, interpolated linearly as in R and NumPy; null for fewer than five values. */
export function usualRange(values: readonly number[]): ExpectedRun['duration_ms'] {
  if (values.length < FEWEST) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => {
    const place = (sorted.length - 1) * share;
    const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
    return below + (above - below) * (place - Math.floor(place));
  };
  return { jobs: sorted.length, lower: at(0.25), median: at(0.5), upper: at(0.75) };
}
