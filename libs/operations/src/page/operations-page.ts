import { Component, computed, effect, inject, input, resource } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import type { JobView } from '@reprise/contracts';
import { PageApiClient } from '@reprise/web/core/api/api-client.ts';
import { lastValue } from '@reprise/web/core/last-value.ts';
import { Live } from '@reprise/web/core/live/live.ts';
import { PageHeading } from '@reprise/web/core/page/page-heading.ts';
import { PageState } from '@reprise/web/core/page/page-state.ts';
import { messageOf } from '@reprise/web/core/problem.ts';
import { Chart } from '@reprise/web/shared/charts/chart.ts';
import { count } from '@reprise/web/shared/format.ts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { ErrorNote } from '@reprise/web/shared/parts/error-note.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { reloader } from '@reprise/web/shared/reading/reloader.ts';
import { filter, throttleTime } from 'rxjs';
import type { OperationsSpan } from '../contract/index.ts';
import { diskChart, failureChart, slotChart, throughputChart, waitChart } from './operations-charts.ts';

const SPANS: readonly { readonly span: OperationsSpan; readonly text: string }[] = [
  { span: 'day', text: 'A day' },
  { span: 'week', text: 'A week' },
  { span: 'month', text: '30 days' },
  { span: 'year', text: 'A year' },
];
/** Minimum time between two reads after jobs have started or ended. */
const CALM_MS = 5000;

/** Throughput, waits, failures, slots and disks over a chosen span. */
@Component({
  selector: 'rp-operations-page',
  imports: [Button, Chart, ErrorNote, Icon, PageHeading, RouterLink],
  templateUrl: './operations-page.html',
  styleUrl: './operations-page.css',
})
export class OperationsPage {
  private readonly client = inject(PageApiClient);
  private readonly live = inject(Live);
  /** From the address. */
  readonly span = input<string>();
  protected readonly spans = SPANS;
  private readonly chosen = computed(() => SPANS.find(({ span }) => span === this.span())?.span ?? 'week');
  private readonly read = resource({
    params: () => ({ span: this.chosen(), openings: this.live.openings() }),
    loader: ({ params: { span } }) => this.client.get('/api/operations', { query: { span } }),
  });
  protected readonly again = reloader(this.read);
  /** The last figures, kept while others are read. */
  protected readonly figures = lastValue(this.read);
  protected readonly error = computed(() => (this.read.error() ? messageOf(this.read.error()) : ''));
  protected readonly charts = computed(() => {
    const read = this.figures();
    if (!read) return { jobs: [], runners: [] };
    const ended = read.ended.length > 0 ? [throughputChart(read)] : [];
    const waits = read.waits.length > 0 ? [waitChart(read)] : [];
    const failures = read.ended.some(({ cause }) => cause !== null) ? [failureChart(read)] : [];
    return {
      jobs: [...ended, ...waits, ...failures],
      runners: read.runners.length > 0 ? [slotChart(read), diskChart(read)] : [],
    };
  });
  protected readonly totals = computed(() => {
    const sum = (status: string) =>
      (this.figures()?.ended ?? []).reduce((all, each) => all + (each.status === status ? each.attempts : 0), 0);
    return `${count(sum('succeeded'))} succeeded, ${count(sum('failed'))} failed, ${count(sum('cancelled'))} cancelled`;
  });
  protected readonly csv = computed(() => `/api/operations.csv?span=${this.chosen()}`);

  constructor() {
    const page = inject(PageState);
    this.live.follow(null);
    this.live.events
      .pipe(
        filter((event) => event.kind === 'job' && isStartOrEnd(event.job)),
        throttleTime(CALM_MS, undefined, { leading: true, trailing: true }),
        takeUntilDestroyed(),
      )
      .subscribe(() => this.again());
    effect(() => page.show('Operations'));
  }
}

const isStartOrEnd = ({ status }: JobView): boolean => status !== 'pending' && status !== 'paused';
