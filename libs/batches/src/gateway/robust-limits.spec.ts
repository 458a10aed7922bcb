import { lateLimit, robustLimits } from './robust-limits.ts';

const depths = Array.from({ length: 21 }, (_, n) => 70 + n);

describe('robustLimits', () => {
  it('has the median and 3.5 median absolute deviations on both sides', () => {
    // The median of the distances 0, 1, 1, …, 10, 10 is 5.
    const distance = (3.5 * 5) / 0.6745;
    expect(robustLimits(depths)).toEqual({ values: 21, median: 80, lower: 80 - distance, upper: 80 + distance });
  });

  it('is not moved by a few extreme values, unlike mean and standard deviation', () => {
    const { upper } = robustLimits([...depths, 5000, 6000])!;
    expect(upper).toBeLessThan(115);
  });

  it('says nothing for fewer than 20 values, or if half of them are equal', () => {
    expect(robustLimits(depths.slice(0, 19))).toBeNull();
    expect(robustLimits([...Array.from({ length: 15 }, () => 0), ...depths.slice(0, 14)])).toBeNull();
  });
});

describe('lateLimit', () => {
  it('is at least one and a half times the median, also if all jobs took the same time', () => {
    const same = Array.from({ length: 20 }, () => 60_000);
    expect(lateLimit(same)).toEqual({ values: 20, median: 60_000, late_after: 90_000 });
    expect(lateLimit(same.slice(1))).toBeNull();
  });

  it('is the upper limit if the durations differ more', () => {
    const durations = Array.from({ length: 21 }, (_, n) => n * 10);
    expect(lateLimit(durations)!.late_after).toBeCloseTo(100 + (3.5 * 50) / 0.6745);
  });
});
