import { afterTry, WAITS_MS, type Tried } from './schedule.ts';

const tried = (part: Partial<Tried> = {}): Tried => ({
  at: '2026-11-24T12:00:00.000Z',
  duration_ms: 0,
  response_status: 500,
  error: 'It answered 500.',
  url: 'https://lims.example.org/',
  response_body: '',
  retry_after_ms: 0,
  ...part,
});
const waited = (tries: number, part: Partial<Tried> = {}, random = 0) => {
  const { next_try_at } = afterTry({ tries, is_test: false }, tried(part), random);
  return next_try_at && Date.parse(next_try_at) - Date.parse(tried().at);
};

describe('the schedule after a try', () => {
  it('ends after a success', () => {
    expect(afterTry({ tries: 3, is_test: false }, tried({ error: null, response_status: 204 }), 0.5)).toEqual({
      status: 'delivered',
      next_try_at: null,
      disable: null,
    });
  });

  it('waits five seconds after a failure, then five minutes, and so on over three days', () => {
    expect(WAITS_MS.map((_, tries) => waited(tries))).toEqual(WAITS_MS);
    expect(WAITS_MS.reduce((sum, ms) => sum + ms, 0) / 3_600_000).toBeCloseTo(75.6, 1);
  });

  it('adds a random fifth at most to the wait, and never shortens it', () => {
    expect(waited(1, {}, 1)).toBe(360_000);
    expect(waited(1, {}, 0.5)).toBe(330_000);
  });

  it('counts the wait from the end of a long try', () => {
    expect(waited(0, { duration_ms: 15_000 })).toBe(20_000);
  });

  it('respects a requested delay up to a day', () => {
    expect(waited(0, { response_status: 429, retry_after_ms: 60_000 })).toBe(60_000);
    expect(waited(1, { response_status: 429, retry_after_ms: 60_000 })).toBe(300_000);
    expect(waited(0, { retry_after_ms: 1e12 })).toBe(24 * 3_600_000);
  });

  it('ends as failed after the last try, and disables a target without any success', () => {
    expect(afterTry({ tries: WAITS_MS.length, is_test: false }, tried(), 0)).toEqual({
      status: 'failed',
      next_try_at: null,
      disable: 'if_nothing_got_through',
    });
  });

  it('disables the subscription at once after 410 Gone, and stays due, also after its last regular try', () => {
    const gone = tried({ response_status: 410 });
    for (const tries of [0, WAITS_MS.length])
      expect(afterTry({ tries, is_test: false }, gone, 0)).toEqual({
        status: 'pending',
        next_try_at: gone.at,
        disable: 'at_once',
      });
  });

  it('has no second try and disables nothing after a test', () => {
    for (const response_status of [500, 410])
      expect(afterTry({ tries: 0, is_test: true }, tried({ response_status }), 0)).toEqual({
        status: 'failed',
        next_try_at: null,
        disable: null,
      });
  });
});
