import { durationOf, endOf, startOf } from './given-ranges.ts';

describe('the ends of a range of times', () => {
  it('include a whole day of the local time zone', () => {
    expect(startOf('2026-11-01', '--from')).toBe(new Date(2026, 10, 1).toISOString());
    expect(endOf('2026-11-01', '--to')).toBe(new Date(2026, 10, 1, 23, 59, 59, 999).toISOString());
  });

  it('are a time as it is given', () => {
    expect(startOf('2026-11-01T09:30:00+02:00', '--from')).toBe('2026-11-01T07:30:00.000Z');
  });

  it('reject other text', () => {
    expect(() => endOf('soon', '--to')).toThrow('--to soon is not a time.');
  });
});

describe('a duration', () => {
  it.each([
    ['90s', 90_000],
    ['45m', 2_700_000],
    ['1.5h', 5_400_000],
    ['2d', 172_800_000],
    ['0s', 0],
  ])('of %s is %i ms', (text, ms) => {
    expect(durationOf(text, '--min-duration')).toBe(ms);
  });

  it.each(['', '90', 'h', '-1h', '1h30m', '1 h'])('is not "%s"', (text) => {
    expect(() => durationOf(text, '--max-duration')).toThrow(`--max-duration ${text} is not a duration.`);
  });
});
