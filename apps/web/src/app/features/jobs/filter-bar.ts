import type { ElementRef } from '@angular/core';
import {
  Component,
  debounced,
  effect,
  inject,
  input,
  linkedSignal,
  output,
  resource,
  untracked,
  viewChild,
} from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Api } from '../../core/api.ts';
import { Settings } from '../../core/settings.ts';
import { Icon } from '../../shared/icon.ts';
import { type ColumnKey, COLUMNS, cleanColumns, type ListState } from './list-state.ts';

const TYPING_MS = 200;
/** Jobs looked through for the names to offer under "Created by". */
const LOOKED_THROUGH = 200;

/** Search, filters, and what the table shows. */
@Component({
  selector: 'rp-filter-bar',
  imports: [Icon, MatIconButton, MatMenu, MatMenuItem, MatMenuTrigger],
  templateUrl: './filter-bar.html',
  styleUrl: './filter-bar.css',
})
export class FilterBar {
  private readonly api = inject(Api);
  private readonly search = viewChild.required<ElementRef<HTMLInputElement>>('search');
  protected readonly settings = inject(Settings);
  readonly state = input.required<ListState>();
  readonly changed = output<Partial<ListState>>();

  protected readonly text = linkedSignal(() => this.state().q);
  private readonly settled = debounced(this.text, TYPING_MS);
  protected readonly columns = COLUMNS;
  protected readonly sorts = COLUMNS.filter(({ sort }) => sort);

  private readonly pipelineList = resource({ loader: () => this.api.pipelines() });
  private readonly recent = resource({ loader: () => this.api.jobs({ limit: LOOKED_THROUGH }) });
  protected readonly pipelines = () =>
    this.pipelineList.hasValue() ? this.pipelineList.value().items.map(({ name }) => name) : [];
  protected readonly people = () =>
    this.recent.hasValue() ? [...new Set(this.recent.value().items.map((job) => job.created_by))].toSorted() : [];

  constructor() {
    effect(() => {
      const q = this.settled.value();
      untracked(() => {
        if (q === this.text() && q.trim() !== this.state().q) this.changed.emit({ q: q.trim() });
      });
    });
  }

  focus(): void {
    this.search().nativeElement.focus();
    this.search().nativeElement.select();
  }

  protected escape(event: Event): void {
    if (this.text()) this.text.set('');
    else (event.target as HTMLInputElement).blur();
  }

  protected toggle(key: ColumnKey): void {
    const shown = this.state().columns;
    const next = shown.includes(key) ? shown.filter((other) => other !== key) : [...shown, key];
    this.changed.emit({ columns: cleanColumns(next) });
  }

  protected sortBy(sort: ListState['sort']): void {
    const { order, sort: now } = this.state();
    this.changed.emit({
      sort,
      order: sort === now ? (order === 'asc' ? 'desc' : 'asc') : sort === 'sample_name' ? 'asc' : 'desc',
    });
  }
}
