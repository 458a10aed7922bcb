import { InvalidCursorError, isTimestamp, pageOfList } from './cursor.ts';

describe('a page of a complete list', () => {
  const list = ['a', 'b', 'c', 'd', 'e'];

  it('is the whole list without a limit, and continues after the last page with one', () => {
    expect(pageOfList(list, {})).toEqual({ items: list, next_cursor: null });
    const first = pageOfList(list, { limit: 2 });
    const second = pageOfList(list, { limit: 2, cursor: first.next_cursor! });
    const third = pageOfList(list, { limit: 2, cursor: second.next_cursor! });
    expect([first.items, second.items, third]).toEqual([['a', 'b'], ['c', 'd'], { items: ['e'], next_cursor: null }]);
  });

  it('refuses a cursor of another list', () => {
    const cursor = Buffer.from('[12]').toString('base64url');
    expect(() => pageOfList(list, { cursor })).toThrow(InvalidCursorError);
  });
});

describe('a time in a cursor', () => {
  it.each(['2026-02-28 23:59:59+00', '2024-02-29 00:00:00.123456-03:30', '10000-01-01 00:00:00+14'])(
    'can be %s',
    (text) => expect(isTimestamp(text)).toBe(true),
  );

  it.each([
    '2026-02-29 00:00:00+00',
    '2026-13-01 00:00:00+00',
    '2026-01-00 00:00:00+00',
    '2026-01-01 24:00:00+00',
    '2026-01-01 00:60:00+00',
    '2026-01-01 00:00:00+99',
    '0000-01-01 00:00:00+00',
    '2026-01-01',
  ])('cannot be %s, which Postgres does not read', (text) => expect(isTimestamp(text)).toBe(false));
});
