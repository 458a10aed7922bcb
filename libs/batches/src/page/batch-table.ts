import {
  ApplicationRef,
  Component,
  computed,
  type ElementRef,
  inject,
  input,
  model,
  signal,
  viewChild,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import type { JobView, QcMetric } from '@reprise/contracts';
import { ignoredText } from '@reprise/contracts/ignored-failures';
import { elapsedText } from '@reprise/contracts/durations';
import { Clock } from '@reprise/web/core/clock.ts';
import { plural } from '@reprise/web/shared/format.ts';
import { metricText } from '@reprise/web/shared/qc/qc-text.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { StatusMark } from '@reprise/web/shared/status/status-mark.ts';
import { WindowedRows } from '@reprise/web/shared/table/windowed-rows.ts';
import type { UsualValues } from '../contract/index.ts';
import { metricColumns } from './batch-text.ts';
import { lateLegend, lateText, outlierLegend, outlierText } from './usual-text.ts';

const ROW = 41;

/** Table of the jobs of a batch, with a column for each quality metric. Only visible rows are drawn, except in print. */
@Component({
  selector: 'rp-batch-table',
  imports: [Icon, RouterLink, StatusMark],
  templateUrl: './batch-table.html',
  styleUrl: './batch-table.css',
  host: { '(window:beforeprint)': 'print()', '(window:afterprint)': 'isPrinted.set(false)' },
})
export class BatchTable {
  readonly jobs = input.required<readonly JobView[]>();
  /** Usual values of the pipelines; null if unknown. */
  readonly usual = input.required<UsualValues | null>();
  readonly maySelect = input.required<boolean>();
  /** Ids of the selected jobs. */
  readonly selected = model.required<ReadonlySet<string>>();
  private readonly body = viewChild.required<ElementRef<HTMLElement>>('body');
  private readonly clock = inject(Clock);
  private readonly app = inject(ApplicationRef);
  protected readonly isPrinted = signal(false);
  protected readonly metrics = computed(() => metricColumns(this.jobs()));
  protected readonly rows = new WindowedRows<JobView>({
    list: () => ({
      rows: () => [...this.jobs()],
      hasMore: () => false,
      loadingMore: () => false,
      error: () => '',
      more: () => Promise.resolve(),
    }),
    key: ({ job_id }) => job_id,
    body: () => this.body().nativeElement,
    sizes: { row: ROW, card: ROW, above: 0 },
    extras: () => [],
  });
  protected readonly seen = computed(() =>
    this.isPrinted() ? this.jobs().map((row, index) => ({ row, index })) : this.rows.seen(),
  );
  protected readonly before = computed(() => (this.isPrinted() ? 0 : this.rows.window.before()));
  protected readonly after = computed(() => (this.isPrinted() ? 0 : this.rows.window.after()));
  protected readonly isAllSelected = computed(
    () => this.jobs().length > 0 && this.jobs().every(({ job_id }) => this.selected().has(job_id)),
  );
  protected readonly outlierLegend = computed(() => outlierLegend(this.usual(), this.jobs()));
  protected readonly lateLegend = computed(() => lateLegend(this.usual(), this.jobs()));
  protected readonly plural = plural;

  /** Draws all rows before the browser takes the page for print. */
  protected print(): void {
    this.isPrinted.set(true);
    this.app.tick();
  }

  /** The current step; of a completed job, the failures that its pipeline ignored. */
  protected stepOf(job: JobView): string | null {
    return job.status === 'completed' ? ignoredText(job) : job.current_step;
  }

  protected took(job: JobView): string {
    return elapsedText(job, this.clock.now());
  }

  protected lateOf(job: JobView): string {
    return lateText(this.usual(), job, this.clock.now());
  }

  protected outlierOf({ pipeline }: JobView, metric: QcMetric | undefined): string {
    return outlierText(this.usual(), pipeline, metric);
  }

  protected metricOf({ qc }: JobView, name: string): QcMetric | undefined {
    return qc?.metrics.find((metric) => metric.name === name);
  }

  protected valueOf(metric: QcMetric | undefined): string {
    return metric ? metricText(metric) : '–';
  }

  protected toggle(jobId: string): void {
    const selected = new Set(this.selected());
    if (!selected.delete(jobId)) selected.add(jobId);
    this.selected.set(selected);
  }

  protected toggleAll(): void {
    this.selected.set(this.isAllSelected() ? new Set() : new Set(this.jobs().map(({ job_id }) => job_id)));
  }
}
