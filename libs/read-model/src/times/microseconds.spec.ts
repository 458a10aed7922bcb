import { microsecondsOf } from './microseconds.ts';

describe('a time in microseconds since 2000', () => {
  it.each([
    ['2000-01-01T00:00:00.000Z', 0],
    ['2026-05-01T10:00:00.123Z', 830_944_800_123_000],
    ['2026-05-01T10:00:00.1234565Z', 830_944_800_123_456],
    ['2026-05-01T10:00:00.9999999Z', 830_944_801_000_000],
    ['1970-01-01T00:00:00Z', -946_684_800_000_000],
    ['2999-12-31T23:59:59.999999Z', 31_556_995_199_999_999n],
  ])('%s', (text, expected) => {
    expect(microsecondsOf(text)).toBe(expected);
  });

  const tooExact = `2026-05-01T10:00:00.${'0'.repeat(10)}Z`;
  it.each([
    '',
    'today',
    '2026-05-01',
    '2026-13-01T00:00:00Z',
    '2026-05-01T10:00Z',
    '2026-05-01T10:00:00+02:00',
    tooExact,
  ])('is undefined for "%s"', (text) => {
    expect(microsecondsOf(text)).toBeNull();
  });
});
