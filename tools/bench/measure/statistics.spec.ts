import { percentile, ratiosOf, spreadOf } from './statistics.ts';

describe('the spread of numbers', () => {
  it('is their minimum, median and maximum', () => {
    expect(spreadOf([9, 1, 5])).toEqual({ min: 1, median: 5, max: 9 });
    expect(spreadOf([4, 1, 2, 3])).toEqual({ min: 1, median: 2.5, max: 4 });
    expect(spreadOf([7])).toEqual({ min: 7, median: 7, max: 7 });
    expect(() => spreadOf([])).toThrow(RangeError);
  });

  it('of ratios compares values that were measured in alternation', () => {
    const pairs = [
      { ours: 20, floor: 10 },
      { ours: 300, floor: 100 },
      { ours: 5, floor: 5 },
    ];
    expect(ratiosOf(pairs)).toEqual({ min: 1, median: 2, max: 3 });
  });
});

describe('a percentile', () => {
  it('is the smallest number that is not exceeded by the given percentage', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([0, 1, 50, 95, 100].map((percent) => percentile(hundred, percent))).toEqual([1, 1, 50, 95, 100]);
    expect(percentile([7], 95)).toBe(7);
    expect(() => percentile([], 50)).toThrow(RangeError);
  });
});
