import { TestBed } from '@angular/core/testing';
import { People } from '../../../../shared/people/people.ts';
import { fromParams, type ListState } from '../../list-state.ts';
import { MoreChips } from './more-chips.ts';

it('removes both ends of a range, and no other filter, with its chip', async () => {
  TestBed.configureTestingModule({ providers: [{ provide: People, useValue: { runner: () => 'node-1' } }] });
  const fixture = TestBed.createComponent(MoreChips);
  const state = fromParams({ min_duration_ms: '60000', max_duration_ms: '120000', runner_id: 'r1' }, null);
  fixture.componentRef.setInput('state', state);
  const cleared: Partial<ListState>[] = [];
  fixture.componentInstance.cleared.subscribe((change) => cleared.push(change));
  await fixture.whenStable();
  const chips = [...(fixture.nativeElement as HTMLElement).querySelectorAll('button')];
  expect(chips.map((chip) => chip.getAttribute('aria-label'))).toEqual([
    'Runner node-1, remove filter',
    'Duration at least 1 m 00 s at most 2 m 00 s, remove filter',
  ]);
  chips[1]!.click();
  expect(cleared).toEqual([{ more: { runner_id: 'r1' } }]);
});
