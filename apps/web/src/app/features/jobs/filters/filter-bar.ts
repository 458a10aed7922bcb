import { Component, inject, input, output, resource, viewChild } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Api } from '../../../core/api.ts';
import { pipelineNames } from '../../../core/pipeline-names.ts';
import { FilterChip } from '../../../shared/filters/filter-chip.ts';
import { QcVerdict } from '@reprise/contracts';
import { QC_LOOK } from '../../../shared/qc/qc-words.ts';
import { Icon } from '../../../shared/icon.ts';
import { SearchField } from '../../../shared/filters/search-field.ts';
import { type ColumnKey, COLUMNS, cleanColumns, type ListState } from '../list-state.ts';

/** Number of recent jobs from which the names under "Created by" are taken. */
const JOBS_READ = 200;

/** Search, filters, columns and order of the job list. */
@Component({
  selector: 'rp-filter-bar',
  imports: [FilterChip, Icon, MatIconButton, MatMenu, MatMenuItem, MatMenuTrigger, SearchField],
  templateUrl: './filter-bar.html',
  styleUrl: './filter-bar.css',
})
export class FilterBar {
  private readonly api = inject(Api);
  private readonly search = viewChild.required(SearchField);
  readonly state = input.required<ListState>();
  readonly changed = output<Partial<ListState>>();

  protected readonly verdicts = QcVerdict.options;
  protected readonly look = QC_LOOK;
  protected readonly columns = COLUMNS;
  protected readonly sorts = COLUMNS.filter(({ sort }) => sort);

  private readonly recent = resource({ loader: () => this.api.jobs({ limit: JOBS_READ }) });
  protected readonly pipelines = pipelineNames();
  protected readonly people = () =>
    this.recent.hasValue() ? [...new Set(this.recent.value().items.map((job) => job.created_by))].toSorted() : [];

  focus(): void {
    this.search().focus();
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
