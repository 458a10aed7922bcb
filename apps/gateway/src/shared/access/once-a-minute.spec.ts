import { OnceAMinute } from './once-a-minute.ts';

const MINUTE = 60_000;

it('passes a fact on once a minute, and counts its repeats', () => {
  const once = new OnceAMinute();
  expect([0, 1, MINUTE - 1, MINUTE, MINUTE + 1].map((now) => once.repeats('a', now))).toEqual([0, 1, 2, 0, 1]);
});

it('passes other facts on in the meantime', () => {
  const once = new OnceAMinute();
  expect([once.repeats('a', 0), once.repeats('b', 0), once.repeats('a', 0)]).toEqual([0, 0, 1]);
});

it('forgets the oldest of a thousand facts', () => {
  const once = new OnceAMinute();
  for (let n = 0; n < 1_000; n++) once.repeats(String(n), 0);
  expect([once.repeats('999', 0), once.repeats('0', 0)]).toEqual([1, 1]);
  once.repeats('0', MINUTE);
  once.repeats('1000', MINUTE);
  expect(['1000', '0', '2'].map((key) => once.repeats(key, MINUTE - 1))).toEqual([1, 1, 1]);
  expect(once.repeats('1', MINUTE - 1)).toBe(0);
});
