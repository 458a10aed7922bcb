import { isoTime } from './iso-time.ts';

describe('the ISO time of a database row', () => {
  it.each([
    ['2026-01-02 03:04:05+00', '2026-01-02T03:04:05.000Z'],
    ['2026-01-02 03:04:05.6+00', '2026-01-02T03:04:05.600Z'],
    ['2026-01-02 03:04:05.678999+00', '2026-01-02T03:04:05.678Z'],
    ['2026-01-02 03:04:05.678+02', '2026-01-02T01:04:05.678Z'],
    ['2026-01-02T03:04:05.678+00:00', '2026-01-02T03:04:05.678Z'],
  ])('%s has the format of the events', (value, expected) => {
    expect(isoTime(value)).toBe(expected);
  });
});
