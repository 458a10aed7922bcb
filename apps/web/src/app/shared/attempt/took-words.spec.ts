import { aJob, anEntry, at, NOON } from '../../testing/views.ts';
import { frozenTimes, knownUntil, pausedMs, tookWords, unfrozenMs } from './took-words.ts';

describe('how long an attempt took', () => {
  it('is without its pauses, which are named', () => {
    expect(tookWords({ duration_ms: 566_000, paused_ms: 0 })).toBe('9 m 26 s');
    expect(tookWords({ duration_ms: 806_000, paused_ms: 240_000 })).toBe('9 m 26 s, and 4 m 00 s paused');
    expect(tookWords({ duration_ms: null, paused_ms: 0 })).toBe('');
  });
});

describe('the time until which tasks are known', () => {
  it('ends where a drain stops Nextflow, and goes on in a freeze, which is taken out of it', () => {
    const until = (mode?: 'freeze' | 'drain') =>
      knownUntil(aJob({ paused: mode ? { mode, since: at(10) } : null }), NOON + 60_000);
    expect([until(), until('freeze'), until('drain')]).toEqual([NOON + 60_000, NOON + 60_000, NOON + 10_000]);
  });
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

  it('leaves drained pauses out, and lasts until now where it has no end', () => {
    expect(frozenTimes(history, seconds(70))).toEqual([
      { from: seconds(10), to: seconds(30) },
      { from: seconds(60), to: seconds(70) },
    ]);
  });

  it('is taken out of a time as far as it lies in it', () => {
    const spans = frozenTimes(history, seconds(70));
    expect(unfrozenMs(seconds(0), seconds(20), spans)).toBe(10_000);
    expect(unfrozenMs(seconds(0), seconds(65), spans)).toBe(40_000);
    expect(unfrozenMs(seconds(12), seconds(28), spans)).toBe(0);
  });
});

describe('the time in which an attempt was paused', () => {
  it('has frozen and drained pauses, and those of no other attempt', () => {
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
