import { usualRange } from './usual-range.ts';

describe('the usual range of values', () => {
  it('is their middle half', () => {
    expect(usualRange([50, 10, 40, 20, 30])).toEqual({ jobs: 5, lower: 20, median: 30, upper: 40 });
    expect(usualRange([1, 1, 1, 1, 1, 100])).toMatchObject({ jobs: 6, lower: 1, upper: 1 });
  });

  it('is unknown for fewer than five', () => {
    expect(usualRange([1, 2, 3, 4])).toBeNull();
  });
});
