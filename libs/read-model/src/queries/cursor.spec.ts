import { InvalidCursorError, pageOfList } from './cursor.ts';

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
