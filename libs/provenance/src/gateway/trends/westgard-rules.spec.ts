import { distributionOf, westgardRules } from './westgard-rules.ts';

/** Mean 0 and deviation 1, so that a value is its distance in standard deviations. */
const STANDARD = { mean: 0, sd: 1 };

describe('the Westgard rules', () => {
  it.each([
    ['1-3s', [0, 3.1], [3]],
    ['1-3s', [0, -3.1], [-3]],
    ['2-2s', [2.1, 2.2], [2.1, 2]],
    ['2-2s', [-2.1, -2.2], [-2.1, 0, -2.2]],
    ['R-4s', [2.1, -2.1], [2.1, -2]],
    ['R-4s', [-2.1, 2.1], [-2.1, 0, 2.1]],
    ['4-1s', [1.1, 1.2, 1.1, 1.2], [1.1, 1.2, 1.1, 1]],
    ['4-1s', [-1.1, -1.2, -1.1, -1.2], [-1.1, -1.2, 1.1, -1.2]],
    ['10-x', Array<number>(10).fill(0.1), Array<number>(9).fill(0.1)],
    ['10-x', Array<number>(10).fill(-0.1), [...Array<number>(9).fill(-0.1), 0]],
  ])('%s is broken by the last of %j, and not by %j', (rule, broken, kept) => {
    expect(westgardRules(broken, STANDARD).at(-1)).toEqual([rule]);
    expect(westgardRules(kept, STANDARD).flat()).toEqual([]);
  });

  it('are marked at each value that completes a breach', () => {
    expect(westgardRules([2.5, 3.5, 2.5, 0], STANDARD)).toEqual([[], ['1-3s', '2-2s'], ['2-2s'], []]);
  });

  it('use the distance from the mean in standard deviations', () => {
    expect(westgardRules([130, 131], { mean: 100, sd: 10 })).toEqual([[], ['1-3s', '2-2s']]);
  });

  it('are not broken if all values are equal', () => {
    expect(westgardRules([5, 5], { mean: 5, sd: 0 })).toEqual([[], []]);
  });
});

describe('the distribution of the values of a metric', () => {
  it('is their mean and sample standard deviation', () => {
    const values = Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? 9 : 11));
    expect(distributionOf(values)).toEqual({ mean: 10, sd: Math.sqrt(20 / 19) });
  });

  it('is unknown for fewer than 20 values', () => {
    expect(distributionOf(Array<number>(19).fill(1))).toBeNull();
  });
});
