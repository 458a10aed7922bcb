import { frozenTimes, pausedMs, unfrozenMs } from './frozen-times.ts';

const NOON = Date.parse('2026-01-01T12:00:00.000Z');
const at = (second: number) => new Date(NOON + second * 1000).toISOString();
const anEntry = (
  type: string,
  { attempt = 1, data = {}, ...more }: { at: string; attempt?: number; data?: object },
) => ({
  type,
  attempt,
  data,
  ...more,
});

describe('the time in which tasks were frozen', () => {
  const history = [
    anEntry('paused', { at: at(10), data: { mode: 'freeze' } }),
    anEntry('unpaused', { at: at(30) }),
    anEntry('paused', { at: at(40), data: { mode: 'drain' } }),
    anEntry('unpaused', { at: at(50) }),
    anEntry('paused', { at: at(60), data: { mode: 'freeze' } }),
  ];
  const seconds = (n: number) => NOON + n * 1000;

  it('excludes drained pauses, and lasts until now without an end', () => {
    expect(frozenTimes(history, seconds(70))).toEqual([
      { from: seconds(10), to: seconds(30) },
      { from: seconds(60), to: seconds(70) },
    ]);
  });

  it('is subtracted from a span as far as it overlaps', () => {
    const spans = frozenTimes(history, seconds(70));
    expect(unfrozenMs(seconds(0), seconds(20), spans)).toBe(10_000);
    expect(unfrozenMs(seconds(0), seconds(65), spans)).toBe(40_000);
    expect(unfrozenMs(seconds(12), seconds(28), spans)).toBe(0);
  });
});

describe('the time in which an attempt was paused', () => {
  it('contains frozen and drained pauses of that attempt only', () => {
    const paused = (attempt: number, second: number, mode: 'freeze' | 'drain') =>
      anEntry('paused', { attempt, at: at(second), data: { mode } });
    const history = [
      paused(1, 10, 'freeze'),
      anEntry('unpaused', { attempt: 1, at: at(15) }),
      paused(1, 20, 'drain'),
      anEntry('attempt_succeeded', { attempt: 1, at: at(22) }),
      paused(2, 30, 'freeze'),
      anEntry('attempt_cancelled', { attempt: 2, at: at(90) }),
    ];
    expect([1, 2, 3].map((attempt) => pausedMs(history, attempt))).toEqual([7_000, 60_000, 0]);
  });
});
