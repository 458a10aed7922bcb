import { InvalidCursorError, pageOfList } from './cursor.ts';

describe('a page of a list that is at hand whole', () => {
  const list = ['a', 'b', 'c', 'd', 'e'];

  it('is all of it without a limit, and goes on where the last one ended with one', () => {
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
