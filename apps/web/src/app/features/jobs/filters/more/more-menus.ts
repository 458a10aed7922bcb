import { Component, computed, inject, input, output, resource, viewChild } from '@angular/core';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Api } from '../../../../core/api/api.ts';
import { Sheets } from '../../../../core/sheets.ts';
import { LateItems } from '../../../../shared/filters/late-items.ts';
import { People } from '../../../../shared/people/people.ts';
import type { ListState } from '../../list-state.ts';
import type { MoreFilters } from '../../more-filters.ts';
import { CAUSES, causeText, TIME_KEYS, timeText } from './more-text.ts';

/** Menu of the filters that have no chip of their own while they are not set. */
@Component({
  selector: 'rp-more-menus',
  imports: [LateItems, MatMenu, MatMenuItem, MatMenuTrigger],
  templateUrl: './more-menus.html',
})
export class MoreMenus {
  private readonly api = inject(Api);
  private readonly sheets = inject(Sheets);
  protected readonly people = inject(People);
  readonly state = input.required<ListState>();
  readonly changed = output<Partial<ListState>>();
  readonly menu = viewChild.required<MatMenu>('more');

  protected readonly causes = CAUSES;
  protected readonly causeText = causeText;
  protected readonly times = TIME_KEYS;
  protected readonly timeText = timeText;
  protected readonly queueList = resource({ loader: () => this.api.queues() });
  protected readonly queues = computed(() =>
    this.queueList.hasValue() ? this.queueList.value().items.map(({ name }) => name) : [],
  );
  protected readonly runnerList = resource({ loader: () => this.api.runners() });
  protected readonly runners = computed(() =>
    this.runnerList.hasValue() ? this.runnerList.value().items.map(({ runner_id: id }) => id) : [],
  );

  /** A cause is one of the failed jobs. */
  protected setCause(cause: string): void {
    this.changed.emit({ tile: 'failed', more: { ...this.state().more, cause } });
  }

  protected set(change: MoreFilters): void {
    const more = { ...this.state().more, ...change };
    this.changed.emit({ more: Object.fromEntries(Object.entries(more).filter(([, value]) => value)) });
  }

  protected async askDays(): Promise<void> {
    const dialog = import('./days-dialog.ts').then((m) => m.DaysDialog);
    const days = await this.sheets.open<MoreFilters>(dialog, this.state().more, { label: 'Submitted', width: '420px' });
    if (days) this.set({ ...days, time: '' });
  }

  protected async askDuration(): Promise<void> {
    const dialog = import('./duration-dialog.ts').then((m) => m.DurationDialog);
    const options = { label: 'Duration', width: '420px' };
    const range = await this.sheets.open<MoreFilters>(dialog, this.state().more, options);
    if (range) this.set(range);
  }
}
