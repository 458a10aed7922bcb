import { Component, computed, type ElementRef, inject, input, output, viewChild } from '@angular/core';
import type { JobView } from '@reprise/contracts';
import { CommandSender } from '../../../commands/send/command-sender.ts';
import { CommandError } from '../../../commands/buttons/command-error.ts';
import { OFFERED_BULK } from '../../../shared/wings/offered-bulk.ts';
import { DrawnHeights } from '../../../shared/table/drawn-heights.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import { count, plural } from '../../../shared/format.ts';
import type { Extra } from '../../../shared/table/row-window.ts';
import { WindowedRows } from '../../../shared/table/windowed-rows.ts';
import type { JobList } from '../job-list.ts';
import type { Selection } from '../bulk/selection.ts';
import { JobTableRow } from './job-table-row.ts';
import { type JobColumn, COLUMNS, leastWidth } from '../columns.ts';
import type { ListState } from '../list-state.ts';
import { HorizontalScroll } from './horizontal-scroll.ts';

/** Heights of a row in pixels and of a card (phones) in rem. An error below a row is measured. */
const ROW = 56;
const CARD_REM = 9.3125;

/** Table of the jobs, which renders only visible rows. Shows cards on phones. */
@Component({
  selector: 'rp-job-table',
  imports: [CommandError, Icon, JobTableRow],
  hostDirectives: [HorizontalScroll],
  templateUrl: './job-table.html',
  styleUrls: ['../../../shared/table/row-table.css', './job-table.css'],
})
export class JobTable {
  private readonly body = viewChild.required<ElementRef<HTMLElement>>('body');
  readonly list = input.required<JobList>();
  readonly state = input.required<ListState>();
  readonly selection = input.required<Selection>();
  readonly sorted = output<Pick<ListState, 'sort' | 'order'>>();

  private readonly scroll = inject(HorizontalScroll);
  private readonly bulk = inject(OFFERED_BULK);
  /** Jobs can only be selected if there is a command for many jobs. */
  protected readonly maySelect = computed(() => this.bulk?.isAllowed() ?? false);
  protected readonly refused = inject(CommandSender).refused;
  private readonly errorHeights = new DrawnHeights();
  protected readonly rows = new WindowedRows<JobView>({
    list: this.list,
    key: ({ job_id }) => job_id,
    body: () => this.body().nativeElement,
    sizes: { row: ROW, card: CARD_REM * rem(), above: 0 },
    extras: () => this.extras(),
  });
  protected readonly columns = computed(() => COLUMNS.filter(({ key }) => this.state().columns.includes(key)));
  protected readonly least = computed(() => leastWidth(this.columns()));
  protected readonly shown = computed(() => new Set(this.state().columns));
  protected readonly seen = computed(() => this.rows.seen().map(({ row, index }) => ({ job: row, index })));
  protected readonly foot = computed(() => {
    const n = this.list().rows().length;
    if (!n && this.list().status() !== 'ready') return ''; // not read yet
    const out = this.list().unmatchedCount();
    const rest = out ? `, and ${count(out)} that no longer ${out === 1 ? 'matches' : 'match'}` : '';
    if (!this.list().hasMore()) return plural(n - out, 'job') + rest;
    return `${count(n - out)} jobs read${rest}, more below${this.list().error() ? ' could not be read' : ''}`;
  });

  /** Columns behind the one with the actions are easily overlooked. */
  protected readonly hint = computed(() =>
    this.scroll.wider() ? 'Scroll sideways for more columns' : 'Times are local, hover for UTC',
  );

  protected ariaSort(column: JobColumn): string | null {
    if (!column.sort) return null;
    if (column.sort !== this.state().sort) return 'none';
    return this.state().order === 'asc' ? 'ascending' : 'descending';
  }

  protected sortBy(column: JobColumn): void {
    if (!column.sort) return;
    const same = column.sort === this.state().sort;
    const first = column.sort === 'sample_name' ? 'asc' : 'desc';
    this.sorted.emit({ sort: column.sort, order: same ? (this.state().order === 'asc' ? 'desc' : 'asc') : first });
  }

  step(by: 1 | -1): void {
    this.rows.step(by, 'a');
  }

  /** The job that the keys act on. */
  currentJob(): JobView | undefined {
    return this.rows.currentRow();
  }

  /** The errors below rows. */
  private extras(): Extra[] {
    const refused = this.refused();
    if (!refused.size) return [];
    this.errorHeights.measure(this.body().nativeElement);
    return this.list()
      .rows()
      .flatMap(({ job_id }, index) => (refused.has(job_id) ? [{ index, height: this.errorHeights.of(job_id) }] : []));
  }
}

/** The browser's font size, in pixels. */
const rem = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
