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
import { durationChart, failureChart, qualityChart } from './trend-charts.ts';

const DEFAULT_DAYS = 90;
/** Minimum time between two reads after jobs have ended, because each reads up to 1,000 jobs. */
const CALM_MS = 5000;

/** Durations, failures and quality of the latest jobs of a pipeline, for a chosen span. */
@Component({
  selector: 'rp-trends-page',
  imports: [Button, Chart, ErrorNote, Icon, PageHeading, RouterLink],
  templateUrl: './trends-page.html',
  styleUrl: './trends-page.css',
})
export class TrendsPage {
  private readonly client = inject(PageApiClient);
  private readonly live = inject(Live);
  readonly name = input.required<string>();
  /** Number of days, from the address. */
  readonly days = input<string>();
  protected readonly spans = [
    { days: 7, text: '7 days' },
    { days: 30, text: '30 days' },
    { days: 90, text: '90 days' },
    { days: 365, text: 'A year' },
  ];
  private readonly chosen = computed(() => Number(this.days()) || DEFAULT_DAYS);
  private readonly read = resource({
    params: () => ({ name: this.name(), days: this.chosen(), openings: this.live.openings() }),
    loader: ({ params: { name, days } }) =>
      this.client.get('/api/pipelines/{name}/trends', { path: { name }, query: { days } }),
  });
  protected readonly again = reloader(this.read);
  private readonly last = lastValue(this.read);
  /** The last trends of this pipeline, kept while they are read again. */
  protected readonly trends = computed(() => (this.last()?.pipeline === this.name() ? this.last() : null));
  protected readonly error = computed(() => (this.read.error() ? messageOf(this.read.error()) : ''));
  /** Longer spans are counted by week. */
  protected readonly isByWeek = computed(() => (this.trends()?.days ?? 0) > 31);
  protected readonly durations = computed(() => durationChart(this.trends()?.durations ?? []));
  protected readonly failures = computed(() => failureChart(this.trends()?.outcomes ?? [], this.isByWeek() ? 7 : 1));
  protected readonly hasFailures = computed(() => this.trends()?.outcomes.some(({ cause }) => cause !== null));
  protected readonly qualities = computed(() => (this.trends()?.metrics ?? []).map(qualityChart));
  protected readonly totals = computed(() => {
    const [completed, failed] = [0, 0].map((_, side) =>
      (this.trends()?.outcomes ?? [])
        .filter(({ cause }) => (cause === null) === (side === 0))
        .reduce((sum, { jobs }) => sum + jobs, 0),
    );
    const shown = this.trends()?.durations.length ?? 0;
    const latest = shown < completed! ? ` · Durations and quality of the latest ${count(shown)}` : '';
    return `${count(completed!)} completed, ${count(failed!)} failed or cancelled${latest}`;
  });
  protected readonly csv = computed(
    () => `/api/pipelines/${encodeURIComponent(this.name())}/trends.csv?days=${String(this.chosen())}`,
  );

  constructor() {
    const page = inject(PageState);
    this.live.follow(null);
    this.live.events
      .pipe(
        filter((event) => event.kind === 'job' && event.job.pipeline === this.name() && isFinal(event.job)),
        throttleTime(CALM_MS, undefined, { leading: true, trailing: true }),
        takeUntilDestroyed(),
      )
      .subscribe(() => this.again());
    effect(() => page.show(`Trends of ${this.name()}`));
  }
}

const isFinal = ({ status }: JobView): boolean => status === 'completed' || status === 'failed';
