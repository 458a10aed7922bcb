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

describe('after a try', () => {
  it('that was taken, nothing is left to do', () => {
    expect(afterTry({ tries: 3, is_test: false }, tried({ error: null, response_status: 204 }), 0.5)).toEqual({
      status: 'delivered',
      next_try_at: null,
      disable: null,
    });
  });

  it('that failed, the next one comes after five seconds, then five minutes, and so on over three days', () => {
    expect(WAITS_MS.map((_, tries) => waited(tries))).toEqual(WAITS_MS);
    expect(WAITS_MS.reduce((sum, ms) => sum + ms, 0) / 3_600_000).toBeCloseTo(75.6, 1);
  });

  it('that failed, the wait is up to a fifth longer, at random, and never shorter', () => {
    expect(waited(1, {}, 1)).toBe(360_000);
    expect(waited(1, {}, 0.5)).toBe(330_000);
  });

  it('that took its time, the wait counts from the end of it', () => {
    expect(waited(0, { duration_ms: 15_000 })).toBe(20_000);
  });

  it('that asked for patience, that is given, but not more than a day', () => {
    expect(waited(0, { response_status: 429, retry_after_ms: 60_000 })).toBe(60_000);
    expect(waited(1, { response_status: 429, retry_after_ms: 60_000 })).toBe(300_000);
    expect(waited(0, { retry_after_ms: 1e12 })).toBe(24 * 3_600_000);
  });

  it('that was the last one, it has failed, and nothing more may get through to that target', () => {
    expect(afterTry({ tries: WAITS_MS.length, is_test: false }, tried(), 0)).toEqual({
      status: 'failed',
      next_try_at: null,
      disable: 'if_nothing_got_through',
    });
  });

  it('that was answered with 410 Gone, the subscription is over at once', () => {
    expect(afterTry({ tries: 0, is_test: false }, tried({ response_status: 410 }), 0)).toMatchObject({
      status: 'failed',
      disable: 'at_once',
    });
  });

  it('that was a test, there is no second one and nothing is disabled', () => {
    for (const response_status of [500, 410])
      expect(afterTry({ tries: 0, is_test: true }, tried({ response_status }), 0)).toEqual({
        status: 'failed',
        next_try_at: null,
        disable: null,
      });
  });
});
