import { signal } from '@angular/core';
import { Chosen } from './chosen.ts';

describe('the ticked items of a list', () => {
  it('are those that can still be selected, in the order of the list', () => {
    const list = signal(['a', 'b', 'c']);
    const chosen = new Chosen(list, (item) => item);
    for (const item of ['c', 'a']) chosen.toggle(item);
    expect(chosen.items()).toEqual(['a', 'c']);
    list.set(['b', 'c']);
    expect(chosen.items()).toEqual(['c']);
    chosen.toggle('c');
    expect(chosen.items()).toEqual([]);
  });

  it('are all items at once, or none', () => {
    const chosen = new Chosen(
      () => ['a', 'b'],
      (item) => item,
    );
    chosen.toggle('a');
    chosen.toggleAll();
    expect([chosen.items(), chosen.areAll()]).toEqual([['a', 'b'], true]);
    chosen.toggleAll();
    expect([chosen.items(), chosen.areAll()]).toEqual([[], false]);
  });
});
