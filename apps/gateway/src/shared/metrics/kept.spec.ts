import { kept } from './kept.ts';

describe('what is kept for a while', () => {
  it('is read once, however many ask, and anew after that time', async () => {
    let [reads, now] = [0, 5_000];
    const read = kept(
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
