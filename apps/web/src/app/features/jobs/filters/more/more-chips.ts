import { Component, computed, inject, input, output } from '@angular/core';
import { FilterChip } from '../../../../shared/filters/filter-chip.ts';
import { People } from '../../../../shared/people/people.ts';
import type { ListState } from '../../list-state.ts';
import { type MoreFilter, moreFilters } from './more-text.ts';

/** Removable chips of the filters under "More". */
@Component({
  selector: 'rp-more-chips',
  imports: [FilterChip],
  template: `@for (filter of filters(); track filter.label) {
    <rp-filter-chip [label]="filter.label" [value]="filter.text" (cleared)="clear(filter)" />
  }`,
  styles: ':host { display: contents; }',
})
export class MoreChips {
  private readonly people = inject(People);
  readonly state = input.required<ListState>();
  /** Emits the state without the filter. The chip disappears with it. */
  readonly cleared = output<Partial<ListState>>();
  protected readonly filters = computed(() =>
    moreFilters(this.state().more, Date.now(), (id) => this.people.runner(id)),
  );

  protected clear({ names }: MoreFilter): void {
    const others = Object.entries(this.state().more).filter(([name]) => !names.some((removed) => removed === name));
    this.cleared.emit({ more: Object.fromEntries(others) });
  }
}
