import { aJob, at, NOON } from '../../testing/views.ts';
import { knownUntil, tookText } from './took-text.ts';

describe('how long an attempt took', () => {
  it('is without its pauses, which are named', () => {
    expect(tookText({ duration_ms: 566_000, paused_ms: 0 })).toBe('9 m 26 s');
    expect(tookText({ duration_ms: 806_000, paused_ms: 240_000 })).toBe('9 m 26 s, and 4 m 00 s paused');
    expect(tookText({ duration_ms: null, paused_ms: 0 })).toBe('');
  });
});

describe('the time until which tasks are known', () => {
  it('ends where a drain stops Nextflow, and goes on in a freeze, which is taken out of it', () => {
    const until = (mode?: 'freeze' | 'drain') =>
      knownUntil(aJob({ paused: mode ? { mode, since: at(10) } : null }), NOON + 60_000);
    expect([until(), until('freeze'), until('drain')]).toEqual([NOON + 60_000, NOON + 60_000, NOON + 10_000]);
  });
});
