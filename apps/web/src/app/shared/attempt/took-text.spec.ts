import { aJob, at, NOON } from '../../testing/views.ts';
import { knownUntil, tookText } from './took-text.ts';

describe('the duration of an attempt', () => {
  it('excludes its pauses, and names them', () => {
    expect(tookText({ duration_ms: 566_000, paused_ms: 0 })).toBe('9 m 26 s');
    expect(tookText({ duration_ms: 806_000, paused_ms: 240_000 })).toBe('9 m 26 s, and 4 m 00 s paused');
    expect(tookText({ duration_ms: null, paused_ms: 0 })).toBe('');
  });
});

describe('the time up to which tasks are known', () => {
  it('ends where a drain stops Nextflow, and continues in a freeze', () => {
    const until = (mode?: 'freeze' | 'drain') =>
      knownUntil(aJob({ paused: mode ? { mode, since: at(10) } : null }), NOON + 60_000);
    expect([until(), until('freeze'), until('drain')]).toEqual([NOON + 60_000, NOON + 60_000, NOON + 10_000]);
  });
});
