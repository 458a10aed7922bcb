import { Component, computed, inject, input, output, resource } from '@angular/core';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { labelTexts } from '@reprise/contracts/label-text';
import { Api } from '../../../core/api/api.ts';
import { isPhoneWidth } from '../../../core/page/phone-width.ts';
import { pipelineNames } from '../../../core/pipeline-names.ts';
import { LateItems } from '../../../shared/filters/late-items.ts';
import { MenuOpener } from '../../../shared/menu/menu-opener.ts';
import type { OpensMenu } from '../../../shared/menu/opens-menu.ts';
import { People } from '../../../shared/people/people.ts';
import { QC_LOOK, QC_VERDICTS } from '../../../shared/qc/qc-text.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import { type ColumnKey, COLUMNS, cleanColumns } from '../columns.ts';
import type { ListState } from '../list-state.ts';
import { MoreMenus } from './more/more-menus.ts';

/** Number of recent jobs that provide the names under "Created by" and the labels under "Label". */
const JOBS_READ = 200;

/** Menus of the filter bar. Their items are read after the menus have been loaded. */
@Component({
  selector: 'rp-filter-menus',
  host: { hidden: '' },
  imports: [Icon, LateItems, MatMenu, MatMenuItem, MatMenuTrigger, MenuOpener, MoreMenus],
  templateUrl: './filter-menus.html',
  styleUrl: './filter-menus.css',
})
export class FilterMenus {
  protected readonly people = inject(People);
  private readonly api = inject(Api);
  readonly state = input.required<ListState>();
  readonly pipelineButton = input.required<OpensMenu>();
  readonly personButton = input.required<OpensMenu>();
  readonly qualityButton = input.required<OpensMenu>();
  readonly labelButton = input.required<OpensMenu>();
  readonly moreButton = input.required<OpensMenu>();
  readonly viewButton = input.required<OpensMenu>();
  readonly changed = output<Partial<ListState>>();

  /**
   * Whether the menu shows filters instead of columns. It is not enough to hide items with styles, because the arrow
   * keys would still reach them.
   */
  protected readonly isPhone = isPhoneWidth();
  protected readonly verdicts = QC_VERDICTS;
  protected readonly look = QC_LOOK;
  protected readonly columns = COLUMNS;
  protected readonly sorts = COLUMNS.filter(({ sort }) => sort);

  protected readonly recent = resource({ loader: () => this.api.jobs({ limit: JOBS_READ }) });
  protected readonly pipelines = pipelineNames();
  /** Submitters of recent jobs, by name. */
  protected readonly submitters = computed(() => {
    const jobs = this.recent.hasValue() ? this.recent.value().items : [];
    const actors = [...new Set(jobs.map((job) => job.created_by))];
    return actors.toSorted((a, b) => this.people.text(a).localeCompare(this.people.text(b)));
  });

  /** Labels of recent jobs that are not filters yet. */
  protected readonly labels = computed(() => {
    const jobs = this.recent.hasValue() ? this.recent.value().items : [];
    const texts = new Set(jobs.flatMap((job) => labelTexts(job.labels)));
    return [...texts].filter((text) => !this.state().labels.includes(text)).toSorted();
  });

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
