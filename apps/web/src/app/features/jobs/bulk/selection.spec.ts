import { signal } from '@angular/core';
import type { JobView } from '@reprise/contracts';
import { aJob } from '../../../testing/views.ts';
import { Selection } from './selection.ts';

const jobs = (...ids: string[]): JobView[] => ids.map((job_id) => aJob({ job_id }));
const selected = (selection: Selection) => selection.jobs().map(({ job_id }) => job_id);

describe('a selection of jobs', () => {
  it('takes a range from the last clicked row, in both directions', () => {
    const selection = new Selection(
      () => jobs('a', 'b', 'c', 'd'),
      () => 4,
    );
    selection.toggle('b');
    selection.toggle('d', true);
    expect(selected(selection)).toEqual(['b', 'c', 'd']);
    selection.toggle('c', true);
    expect(selected(selection)).toEqual(['b']);
  });

  it('takes one row if the range has no start', () => {
    const selection = new Selection(
      () => jobs('a', 'b'),
      () => 2,
    );
    selection.toggle('b', true);
    expect(selected(selection)).toEqual(['b']);
  });

  it('offers all matches once all rows are selected, and only if there are more', () => {
    const matching = signal(240);
    const selection = new Selection(() => jobs('a', 'b'), matching);
    expect(selection.more()).toBeNull();
    selection.toggleRows();
    expect([selection.count(), selection.more()]).toEqual([2, 240]);
    selection.selectAll();
    expect([selection.count(), selection.more()]).toEqual([240, null]);
    matching.set(2);
    selection.toggleRows();
    selection.toggleRows();
    expect(selection.more()).toBeNull();
  });

  it('selects the loaded rows when one is removed from all', () => {
    const selection = new Selection(
      () => jobs('a', 'b', 'c'),
      () => 240,
    );
    selection.selectAll();
    selection.toggle('b');
    expect([selection.isAll(), selection.count()]).toEqual([false, 2]);
    expect(selected(selection)).toEqual(['a', 'c']);
  });

  it('keeps selected jobs that left the rows', () => {
    const rows = signal(jobs('a', 'b'));
    const selection = new Selection(rows, () => 2);
    selection.toggleRows();
    rows.set(jobs('b'));
    expect([selection.ids(), selected(selection)]).toEqual([['a', 'b'], ['b']]);
  });
});
