import { STOPS_WITHIN } from './stop-times.ts';

describe('the end of all services, one after the other', () => {
  it('comes within 10 s, the killing of what does not stop by itself included', () => {
    const longest = Object.values(STOPS_WITHIN).reduce((sum, one) => sum + one);
    const killing = 100 * Object.keys(STOPS_WITHIN).length;
    expect(longest + killing).toBeLessThanOrEqual(10_000);
  });
});
