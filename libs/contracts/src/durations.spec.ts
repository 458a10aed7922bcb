import { duration, elapsedMs, elapsedText, pausedText, shortDuration, wholeDuration } from './durations.ts';

describe('durations', () => {
  it.each([
    [0, '0 s'],
    [54_999, '54 s'],
    [566_000, '9 m 26 s'],
    [362_000, '6 m 02 s'],
    [3_840_000, '1 h 04 m'],
    [187_200_000, '2 d 4 h'],
    [-5, '0 s'],
  ])('of %p ms read %p', (ms, words) => expect(duration(ms)).toBe(words));

  it('have one decimal if they are short, and are rounded down like the others', () => {
    expect([0, 30, 430, 9_990, 12_400].map(shortDuration)).toEqual(['0 s', '0.1 s', '0.4 s', '9.9 s', '12 s']);
  });

  it.each([
    [2_592_000_000, '30 days'],
    [90_000_000, '25 hours'],
    [3_600_000, '1 hour'],
    [5_400_000, '90 minutes'],
    [90_000, '90 seconds'],
    [1_000, '1 second'],
    [0, '0 seconds'],
  ])('of %p ms as a setting read %p', (ms, words) => expect(wholeDuration(ms)).toBe(words));

  it('name the pauses that they exclude, from one second on', () => {
    expect([pausedText(999), pausedText(240_000)]).toEqual(['', ', and 4 m 00 s paused']);
  });
});

describe('the duration of a job', () => {
  const start = Date.parse('2026-11-24T14:00:00.000Z');
  const after = (ms: number) => new Date(start + ms).toISOString();
  const running = { started_at: after(0), completed_at: null, status: 'running' };

  it('counts from its start to now, or to its end', () => {
    expect(elapsedText(running, start + 566_000)).toBe('9 m 26 s');
    expect(elapsedText({ ...running, status: 'failed', completed_at: after(6_000) }, start + 566_000)).toBe('6 s');
  });

  it('is absent before the start', () => {
    expect(elapsedMs({ ...running, started_at: null }, start)).toBeNull();
    expect(elapsedText({ ...running, status: 'pending' }, start)).toBe('');
  });

  it('excludes pauses, also a current one', () => {
    const paused = { ...running, paused_ms: 10_000, paused: { since: after(30_000) }, status: 'paused' };
    expect(elapsedMs(paused, start + 60_000)).toBe(20_000);
  });

  it('reads like the duration of its attempt', () => {
    const took_ms = 16_720;
    const ended = { ...running, status: 'completed', completed_at: after(took_ms) };
    expect(elapsedText(ended, start + 90_000)).toBe(duration(took_ms));
  });
});
