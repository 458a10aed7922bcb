import { derivedId } from '@reprise/event-log';
import { FirstSequences } from './first-sequences.ts';

describe('the first sequences of ids', () => {
  it('are found again, also after the table grew', () => {
    const firsts = new FirstSequences();
    const idOf = (n: number) => derivedId('test', n);
    for (let n = 1; n <= 50_000; n++) expect(firsts.firstOrAdd(idOf(n), n)).toBeUndefined();
    for (let n = 1; n <= 50_000; n += 999) expect(firsts.firstOrAdd(idOf(n), 70_000)).toBe(n);
  });
});
