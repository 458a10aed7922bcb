import {
  afterRenderEffect,
  Component,
  computed,
  DestroyRef,
  type ElementRef,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import type { Action } from '@reprise/contracts';
import { Commands } from '../../core/commands.ts';
import { CommandError } from '../../shared/actions/command-error.ts';
import { JobCommands } from '../../shared/actions/job-commands.ts';
import { Icon } from '../../shared/icon.ts';
import { count, plural } from '../../shared/format.ts';
import type { JobList } from './job-list.ts';
import { JobRow } from './job-row.ts';
import { type Column, COLUMNS, type ListState } from './list-state.ts';
import { type Extra, RowWindow } from '../../shared/row-window.ts';

/** Real heights of a row and of a card (phones); an error below one is measured. */
const ROW = 56;
const CARD = 149;
/** Rows that remain below when the next page is read. */
const AHEAD = 30;

/** The list as a table that scrolls with the page and draws only what is seen; cards on phones. */
@Component({
  selector: 'rp-job-table',
  imports: [CommandError, Icon, JobRow],
  templateUrl: './job-table.html',
  styleUrl: './job-table.css',
})
export class JobTable {
  private readonly jobCommands = inject(JobCommands);
  private readonly body = viewChild.required<ElementRef<HTMLElement>>('body');
  readonly list = input.required<JobList>();
  readonly state = input.required<ListState>();
  readonly sorted = output<Pick<ListState, 'sort' | 'order'>>();

  protected readonly refused = inject(Commands).refused;
  protected readonly window = new RowWindow();
  /** Heights of the error rows that were drawn, by job. */
  private readonly errorHeights = signal<ReadonlyMap<string, number>>(new Map());
  protected readonly columns = computed(() => COLUMNS.filter(({ key }) => this.state().columns.includes(key)));
  protected readonly shown = computed(() => new Set(this.state().columns));
  protected readonly seen = computed(() =>
    this.list()
      .rows()
      .slice(this.window.first(), this.window.last())
      .map((job, i) => ({ job, index: this.window.first() + i })),
  );
  protected readonly foot = computed(() => {
    const n = this.list().rows().length;
    return this.list().hasMore() ? `${count(n)} jobs read, more below` : plural(n, 'job');
  });
  protected readonly current = signal(-1);

  constructor() {
    const phone = matchMedia('(max-width: 719.98px)');
    const measure = () => this.measure(phone.matches);
    window.addEventListener('scroll', measure, { passive: true });
    window.addEventListener('resize', measure);
    inject(DestroyRef).onDestroy(() => {
      window.removeEventListener('scroll', measure);
      window.removeEventListener('resize', measure);
    });
    afterRenderEffect(() => {
      this.window.count.set(this.list().rows().length);
      this.seen();
      if (this.refused().size) this.measureErrors();
      this.window.extras.set(this.extras());
      measure();
    });
    afterRenderEffect(() => {
      if (this.window.last() > this.list().rows().length - AHEAD && this.list().hasMore()) void this.list().more();
    });
  }

  protected ariaSort(column: Column): string | null {
    if (!column.sort) return null;
    if (column.sort !== this.state().sort) return 'none';
    return this.state().order === 'asc' ? 'ascending' : 'descending';
  }

  protected sortBy(column: Column): void {
    if (!column.sort) return;
    const same = column.sort === this.state().sort;
    const first = column.sort === 'sample_name' ? 'asc' : 'desc';
    this.sorted.emit({ sort: column.sort, order: same ? (this.state().order === 'asc' ? 'desc' : 'asc') : first });
  }

  /** Moves to the next or previous job by key, and brings it into view. */
  step(by: 1 | -1): void {
    const next = Math.min(this.list().rows().length - 1, Math.max(0, this.current() + by));
    if (next < 0) return;
    this.current.set(next);
    const y = this.body().nativeElement.getBoundingClientRect().top + this.window.offsetOf(next);
    const margin = 140;
    if (y < margin) window.scrollBy({ top: y - margin });
    if (y > window.innerHeight - margin) window.scrollBy({ top: y - window.innerHeight + margin });
    setTimeout(() => this.link(next)?.focus({ preventScroll: true }));
  }

  /** Asks for an action on the job that is current, where it is allowed. */
  act(action: Action): void {
    const job = this.list().rows()[this.current()];
    if (job?.allowed_actions.includes(action)) void this.jobCommands.ask(job, action);
  }

  private link(index: number): HTMLElement | null {
    return this.body().nativeElement.querySelector(`[aria-rowindex="${index + 2}"] a`);
  }

  private extras(): Extra[] {
    const refused = this.refused();
    if (!refused.size) return [];
    return this.list()
      .rows()
      .flatMap((job, index) =>
        refused.has(job.job_id) ? [{ index, height: this.errorHeights().get(job.job_id) ?? 0 }] : [],
      );
  }

  private measureErrors(): void {
    const drawn = this.body().nativeElement.querySelectorAll<HTMLElement>('.errrow');
    const heights = new Map(this.errorHeights());
    drawn.forEach((row) => heights.set(row.dataset['job'] ?? '', row.offsetHeight));
    const changed = [...heights].some(([job, height]) => this.errorHeights().get(job) !== height);
    if (changed) this.errorHeights.set(heights);
  }

  private measure(phone: boolean): void {
    this.window.rowHeight.set(phone ? CARD : ROW);
    this.window.viewHeight.set(window.innerHeight);
    this.window.top.set(Math.round(this.body().nativeElement.getBoundingClientRect().top));
  }
}
