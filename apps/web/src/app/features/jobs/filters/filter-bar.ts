import { Component, computed, inject, input, output, resource, viewChild } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Api } from '../../../core/api/api.ts';
import { CurrentUser } from '../../../core/session/current-user.ts';
import { pipelineNames } from '../../../core/pipeline-names.ts';
import { People } from '../../../shared/people/people.ts';
import { FilterChip } from '../../../shared/filters/filter-chip.ts';
import { LateItems } from '../../../shared/filters/late-items.ts';
import { QcVerdict } from '@reprise/contracts';
import { QC_LOOK } from '../../../shared/qc/qc-words.ts';
import { Icon } from '../../../shared/icon.ts';
import { SearchField } from '../../../shared/filters/search-field.ts';
import { WhoseJobsSwitch } from './whose-jobs.ts';
import { type ColumnKey, COLUMNS, cleanColumns, type ListState } from '../list-state.ts';

/** Number of recent jobs from which the names under "Created by" are taken. */
const JOBS_READ = 200;

/** Search, filters, columns and order of the job list. */
@Component({
  selector: 'rp-filter-bar',
  imports: [
    FilterChip,
    Icon,
    LateItems,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    SearchField,
    WhoseJobsSwitch,
  ],
  templateUrl: './filter-bar.html',
  styleUrl: './filter-bar.css',
})
export class FilterBar {
  protected readonly people = inject(People);
  private readonly user = inject(CurrentUser);
  private readonly api = inject(Api);
  private readonly search = viewChild.required(SearchField);
  readonly state = input.required<ListState>();
  readonly changed = output<Partial<ListState>>();

  protected readonly verdicts = QcVerdict.options;
  protected readonly look = QC_LOOK;
  protected readonly columns = COLUMNS;
  protected readonly sorts = COLUMNS.filter(({ sort }) => sort);

  protected readonly recent = resource({ loader: () => this.api.jobs({ limit: JOBS_READ }) });
  protected readonly pipelines = pipelineNames();
  /** Actor that the list is filtered to, if it is not the person who looks. */
  protected readonly other = computed(() => {
    const { createdBy } = this.state();
    return createdBy === this.user.account() ? '' : createdBy;
  });
  /** Submitters of recent jobs, by name. */
  protected readonly submitters = computed(() => {
    const jobs = this.recent.hasValue() ? this.recent.value().items : [];
    const actors = [...new Set(jobs.map((job) => job.created_by))];
    return actors.toSorted((a, b) => this.people.text(a).localeCompare(this.people.text(b)));
  });

  focus(): void {
    this.search().focus();
  }

  /** The chip is removed with its filter. */
  protected clearSheet(): void {
    this.changed.emit({ sheet: '' });
    this.focus();
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
