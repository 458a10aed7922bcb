import { signal } from '@angular/core';
import { Chosen } from './chosen.ts';

describe('what is ticked of a list', () => {
  it('is what can still be chosen, in the order of the list', () => {
    const list = signal(['a', 'b', 'c']);
    const chosen = new Chosen(list, (item) => item);
    for (const item of ['c', 'a']) chosen.toggle(item);
    expect(chosen.items()).toEqual(['a', 'c']);
    list.set(['b', 'c']);
    expect(chosen.items()).toEqual(['c']);
    chosen.toggle('c');
    expect(chosen.items()).toEqual([]);
  });

  it('is all of it at once, or nothing again', () => {
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
