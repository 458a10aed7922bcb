import { Component, computed, effect, inject, input, resource } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { footprintTexts } from '@reprise/contracts/resource-text';
import { Api } from '@reprise/web/core/api/api.ts';
import { PageApiClient } from '@reprise/web/core/api/api-client.ts';
import { lastValue } from '@reprise/web/core/last-value.ts';
import { Live } from '@reprise/web/core/live/live.ts';
import { PageHeading } from '@reprise/web/core/page/page-heading.ts';
import { PageState } from '@reprise/web/core/page/page-state.ts';
import { messageOf } from '@reprise/web/core/problem.ts';
import { count } from '@reprise/web/shared/format.ts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { LoadError } from '@reprise/web/shared/reading/load-error.ts';
import { FootprintPanel } from '../resources/footprint-panel.ts';
import {
  ALL_MONTHS,
  groupingText,
  labelGroupings,
  latestMonths,
  MOST_ROWS,
  monthText,
  rowsOf,
  unknownText,
} from './usage-text.ts';

/** Number of months to choose from. */
const MONTHS = 24;

/** Sums over the tasks of many jobs: CPU and memory hours, waiting times, cost, energy and carbon footprint. */
@Component({
  selector: 'rp-usage-page',
  imports: [Button, FootprintPanel, Icon, LoadError, PageHeading, RouterLink],
  templateUrl: './usage-page.html',
  styleUrl: './usage-page.css',
})
export class UsagePage {
  private readonly client = inject(PageApiClient);
  private readonly router = inject(Router);
  private readonly live = inject(Live);
  /** The filter, from the address. */
  readonly month = input<string>();
  readonly pipeline = input<string>();
  readonly label = input<string>();
  readonly batch = input<string>();
  readonly by = input<string>();
  private readonly latest = latestMonths(MONTHS, new Date());
  protected readonly allMonths = ALL_MONTHS;
  protected readonly monthText = monthText;
  protected readonly chosenBy = computed(() => this.by() ?? 'pipeline');
  protected readonly grouping = computed(() => groupingText(this.chosenBy()));
  /** A batch, and the comparison of months, have all tasks unless a month is chosen. */
  protected readonly chosenMonth = computed(
    () => this.month() ?? (this.batch() || this.by() === 'month' ? ALL_MONTHS : this.latest[0]!),
  );
  /** Also an earlier one from the address. */
  protected readonly months = computed(() =>
    [...new Set([...this.latest, this.chosenMonth()])].filter((month) => month !== ALL_MONTHS),
  );
  private readonly query = computed(() => ({
    ...(this.chosenMonth() !== ALL_MONTHS && { month: this.chosenMonth() }),
    ...(this.pipeline() && { pipeline: this.pipeline()! }),
    ...(this.label() && { label: [this.label()!] }),
    ...(this.batch() && { batch: this.batch()! }),
    ...(this.by() && { by: this.by()! }),
  }));
  protected readonly read = resource({
    params: () => ({ query: this.query(), openings: this.live.openings() }),
    loader: async ({ params: { query } }) => ({ query, sums: await this.client.get('/api/resources', { query }) }),
  });
  private readonly installed = resource({ loader: inject(Api).pipelines });
  private readonly last = lastValue(this.read);
  /** The last sums of this filter, kept while they are read again. */
  protected readonly sums = computed(() => (this.last()?.query === this.query() ? this.last()!.sums : null));
  protected readonly error = computed(() => (this.read.error() ? messageOf(this.read.error()) : ''));
  protected readonly pipelines = computed(() => {
    const installed = this.installed.hasValue() ? this.installed.value().items.map(({ name }) => name) : [];
    const read = this.last()?.sums.pipelines ?? [];
    const chosen = this.pipeline();
    return [...new Set([...installed, ...read, ...(chosen ? [chosen] : [])])].toSorted();
  });
  protected readonly labelGroupings = computed(() =>
    labelGroupings(this.last()?.sums.label_keys ?? [], this.chosenBy()),
  );
  protected readonly rows = computed(() => rowsOf(this.sums(), this.chosenBy()));
  /** Number of rows, if the page does not show all. */
  protected readonly allRows = computed(() => {
    const groups = this.sums()?.groups.length ?? 0;
    return groups > MOST_ROWS ? count(groups) : '';
  });
  protected readonly shownRows = count(MOST_ROWS);
  protected readonly hasCost = computed(() => this.sums()?.footprint.cost !== null);
  protected readonly figures = computed(() => {
    const sums = this.sums();
    return sums ? footprintTexts(sums.footprint, sums.basis.currency) : [];
  });
  protected readonly unknown = computed(() => unknownText(this.sums()));
  /** The rows of the table as CSV. */
  protected readonly csv = computed(() => this.csvBy(this.chosenBy()));
  protected readonly jobsCsv = computed(() => this.csvBy(null));

  constructor() {
    const page = inject(PageState);
    this.live.follow(null);
    effect(() => page.show('Usage'));
  }

  private csvBy(by: string | null): string {
    const { label, by: _, ...rest } = this.query();
    const query = new URLSearchParams({ ...rest, ...(label && { label: label[0]! }), ...(by && { by }) }).toString();
    return `/api/resources.csv${query ? `?${query}` : ''}`;
  }

  /** Months are compared over all tasks. */
  protected chooseBy(by: string): void {
    this.choose({ by, ...(by === 'month' && { month: null }) });
  }

  protected choose(filter: Readonly<Record<string, string | null>>): void {
    void this.router.navigate([], { queryParams: filter, queryParamsHandling: 'merge' });
  }
}
