import { isShort } from './disk-shortage.ts';

describe('the disk shortage', () => {
  it('begins below the reserve, and ends only with clearly more free space', () => {
    const reserve = 1_000;
    const shortAt = (free: number, wasShort: boolean) => isShort(free, reserve, wasShort);
    expect([999, 1_000].map((free) => shortAt(free, false))).toEqual([true, false]);
    expect([999, 1_000, 1_100, 1_101].map((free) => shortAt(free, true))).toEqual([true, true, true, false]);
  });

  it('never occurs without a reserve', () => {
    expect([isShort(0, 0, false), isShort(0, 0, true)]).toEqual([false, false]);
  });
});
