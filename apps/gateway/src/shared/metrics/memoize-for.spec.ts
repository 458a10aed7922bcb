import { memoizeFor } from './memoize-for.ts';

describe('memoizeFor', () => {
  it('reads once for any number of callers, and again after the given time', async () => {
    let [reads, now] = [0, 5_000];
    const read = memoizeFor(
      1_000,
      () => Promise.resolve(++reads),
      () => now,
    );
    expect(await Promise.all([read(), read()])).toEqual([1, 1]);
    now += 999;
    expect(await read()).toBe(1);
    now += 1;
    expect(await read()).toBe(2);
  });
});
