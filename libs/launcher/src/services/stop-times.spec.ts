import { STOPS_WITHIN } from './stop-times.ts';

describe('stopping all services one after the other', () => {
  it('takes at most 10 s, including the kill of those that do not stop', () => {
    const longest = Object.values(STOPS_WITHIN).reduce((sum, one) => sum + one);
    const killing = 100 * Object.keys(STOPS_WITHIN).length;
    expect(longest + killing).toBeLessThanOrEqual(10_000);
  });
});
