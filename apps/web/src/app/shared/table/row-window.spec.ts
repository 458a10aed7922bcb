import { RowWindow } from './row-window.ts';

const window = (top: number, extras: RowWindow['extras'] extends () => infer E ? E : never = []) => {
  const rows = new RowWindow();
  rows.count.set(10_000);
  rows.viewHeight.set(560);
  rows.top.set(top);
  rows.extras.set(extras);
  return rows;
};

describe('the rows that are drawn', () => {
  it('are the first ones at the top, plus some below', () => {
    const rows = window(200);
    expect([rows.first(), rows.last(), rows.before()]).toEqual([0, 15, 0]);
  });

  it('are those in view, at any scroll position', () => {
    const rows = window(-5600);
    expect([rows.first(), rows.last()]).toEqual([92, 119]);
    expect(rows.before()).toBe(92 * 56);
  });

  it('end with the list', () => {
    const rows = window(-56 * 9_995);
    expect([rows.last(), rows.after()]).toEqual([10_000, 0]);
  });

  it('preserve the height of the list, including extra content below rows', () => {
    const rows = window(-5600, [
      { index: 3, height: 48 },
      { index: 100, height: 76 },
    ]);
    const drawn = rows.offsetOf(rows.last()) - rows.offsetOf(rows.first());
    expect(rows.before() + drawn + rows.after()).toBe(10_000 * 56 + 48 + 76);
  });

  it('count the extra height of rows above', () => {
    expect(window(-5600, [{ index: 3, height: 560 }]).first()).toBe(82);
  });

  it('count all extra heights of a row, in any order', () => {
    const extras = [
      { index: 7, height: 34 },
      { index: 3, height: 526 },
      { index: 3, height: 34 },
    ];
    expect(window(0, extras).offsetOf(8)).toBe(8 * 56 + 594);
    expect(window(-5600 - 34, extras).first()).toBe(82);
  });
});
