import { jest } from '@jest/globals';
import { Remembered } from './remembered.ts';

describe('a remembered answer', () => {
  beforeEach(() => jest.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => jest.useRealTimers());

  it('is found by its secret, up to the maximum age of the caller', () => {
    const remembered = new Remembered<string>();
    remembered.set('a', 'ada');
    remembered.set('b', 'ben');
    expect([remembered.get('a', 5_000), remembered.get('b', 5_000), remembered.get('c', 5_000)]).toEqual([
      ...['ada', 'ben', undefined],
    ]);
    jest.advanceTimersByTime(5_000);
    expect(remembered.get('a', 5_000)).toBe('ada');
    jest.advanceTimersByTime(1);
    expect(remembered.get('a', 5_000)).toBeUndefined();
    expect(remembered.get('a', 9_000)).toBe('ada');
  });

  it('is new again once it is set again', () => {
    const remembered = new Remembered<string>();
    remembered.set('a', 'ada');
    jest.advanceTimersByTime(5_000);
    remembered.set('a', 'ada lovelace');
    expect(remembered.get('a', 0)).toBe('ada lovelace');
  });

  it('is forgotten by itself, or with all others', () => {
    const remembered = new Remembered<string>();
    for (const name of ['a', 'b', 'c']) remembered.set(name, name);
    remembered.forget('a');
    expect(['a', 'b', 'c'].map((name) => remembered.get(name, 1))).toEqual([undefined, 'b', 'c']);
    remembered.clear();
    expect(remembered.get('b', 1)).toBeUndefined();
  });

  it('is evicted as the oldest of more than 5,000', () => {
    const remembered = new Remembered<number>();
    for (let n = 0; n < 5_000; n += 1) remembered.set(String(n), n);
    expect(remembered.get('0', 1)).toBe(0);
    remembered.set('0', 0);
    remembered.set('5000', 5_000);
    expect(['0', '1', '2', '5000'].map((name) => remembered.get(name, 1))).toEqual([0, undefined, 2, 5_000]);
  });
});
