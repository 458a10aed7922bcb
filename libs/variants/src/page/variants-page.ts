import {
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  resource,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Router, RouterLink } from '@angular/router';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { typedEntry, type AssessedVariant, type TypedHistoryEntry } from '@reprise/contracts';
import type { VariantDetail, VariantPage, VariantView } from '../contract/index.ts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { Api } from '@reprise/web/core/api/api.ts';
import { Live } from '@reprise/web/core/live/live.ts';
import { PageHeading } from '@reprise/web/core/page/page-heading.ts';
import { PageState } from '@reprise/web/core/page/page-state.ts';
import { Preferences } from '@reprise/web/core/page/preferences.ts';
import { Shortcuts } from '@reprise/web/core/page/shortcuts.ts';
import { messageOf } from '@reprise/web/core/problem.ts';
import { sameContent } from '@reprise/web/core/same-content.ts';
import { count } from '@reprise/web/shared/format.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { LoadError } from '@reprise/web/shared/reading/load-error.ts';
import { notCompletedText } from './not-completed-text.ts';
import { resultUrl } from '@reprise/web/shared/results/result-urls.ts';
import { VariantPanel } from './panel/variant-panel.ts';
import { columnsOf, isSort, withToggled, type VariantColumnKey, type VariantSort } from './table/columns.ts';
import { VariantFiltersBar } from './table/variant-filters.ts';
import { VariantTable } from './table/variant-table.ts';
import { VariantApi } from './variant-api.ts';
import { locusOf } from './variant-text.ts';

/** Number of rows that are read at once. */
const PAGE = 200;

/** Variants in a job's filtered table, with the assessment of the selected one next to them. */
@Component({
  selector: 'rp-variants-page',
  imports: [
    ...[Icon, LoadError, Button, MatMenu, MatMenuItem, MatMenuTrigger, PageHeading, RouterLink],
    ...[VariantFiltersBar, VariantPanel, VariantTable],
  ],
  templateUrl: './variants-page.html',
  styleUrl: './variants-page.css',
})
export class VariantsPage {
  private readonly api = inject(VariantApi);
  private readonly jobs = inject(Api);
  private readonly router = inject(Router);
  private readonly settings = inject(Preferences);
  readonly id = input.required<string>();
  readonly q = input('', { transform: text });
  readonly consequence = input('', { transform: text });
  readonly genotype = input('', { transform: text });
  /** The recorded class. */
  readonly class = input('', { transform: text });
  readonly min_depth = input('', { transform: text });
  readonly min_quality = input('', { transform: text });
  readonly sort = input<VariantSort, string | undefined>('position', { transform: sortOf });
  readonly order = input('asc', { transform: (given: string | undefined) => (given === 'desc' ? 'desc' : 'asc') });
  readonly file = input('', { transform: text });
  /** Columns, separated by commas. */
  readonly columns = input('', { transform: text });
  /** The variant that is shown next to the table. */
  readonly variant = input('', { transform: text });
  protected readonly job = resource({ params: () => this.id(), loader: ({ params }) => this.jobs.job(params) });
  protected readonly filters = computed(() => ({
    q: this.q(),
    consequence: this.consequence(),
    genotype: this.genotype(),
    class: this.class(),
    min_depth: this.min_depth(),
    min_quality: this.min_quality(),
  }));
  private readonly query = computed(() => {
    const all = { ...this.filters(), sort: this.sort(), order: this.order(), file: this.file() };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
  });
  /** The requested list, which is a different object for each new job, filter or order. */
  private readonly asked = computed(() => ({ id: this.id(), query: this.query() }));
  private readonly first = resource({
    params: () => this.asked(),
    loader: ({ params }) => this.api.list(params.id, { ...params.query, limit: PAGE }),
  });
  /** Pages that were read so far. The previous ones stay while a filter is applied, but never those of another job. */
  protected readonly pages = linkedSignal<{ id: string; page?: VariantPage }, VariantPage[]>({
    source: () => ({ id: this.id(), ...(this.first.hasValue() && { page: this.first.value() }) }),
    computation: ({ id, page }, previous) => {
      if (page) return [page];
      return previous?.source.id === id ? previous.value : [];
    },
  });
  protected readonly rows = computed(() => this.pages().flatMap(({ items }) => items));
  protected readonly head = computed(() => this.pages()[0] ?? null);
  protected readonly error = computed(() => {
    if (this.job.error()) return this.job.error()!.message;
    if (!this.first.error()) return null;
    const early = this.job.hasValue() ? notCompletedText(this.job.value(), 'its variants are listed') : '';
    return early || this.first.error()!.message;
  });
  protected readonly loading = computed(() => this.first.isLoading());
  /** The table whose rows are shown. It remains the same object however often they are read. */
  private readonly rowsOf = computed(
    () => {
      const head = this.head();
      return head && { id: this.id(), file: head.file, attempt: head.attempt };
    },
    { equal: sameContent },
  );
  /** The variant of this table that was read last because a user classified it. */
  protected readonly fresh = linkedSignal<unknown, VariantDetail | null>({
    source: this.rowsOf,
    computation: () => null,
  });
  protected readonly readingMore = signal(false);
  protected readonly next = computed(() => this.pages().at(-1)?.next_cursor ?? null);
  /** Why the next page could not be read. */
  protected readonly moreError = signal('');
  /** The rows, and how the table reads more of them. */
  protected readonly list = {
    rows: this.rows,
    hasMore: computed(() => this.next() !== null),
    loadingMore: this.readingMore,
    error: this.moreError,
    more: () => this.more(),
  };
  private readonly shownTable = viewChild(VariantTable);
  protected readonly chosen = computed(() => {
    const rows = this.rows();
    return rows.find(({ variant }) => variant === this.variant()) ?? rows[0] ?? null;
  });
  protected readonly table = computed(() => resultUrl(this.id(), this.head()?.file ?? '', { download: true }));
  protected readonly columnKeys = computed(() => columnsOf(this.columns(), this.settings.variantColumns()));
  protected readonly count = count;

  constructor() {
    const [live, page, shortcuts] = [inject(Live), inject(PageState), inject(Shortcuts)];
    effect(() => live.follow(this.id()));
    live.events.pipe(takeUntilDestroyed()).subscribe((event) => {
      if (event.kind === 'history') void this.readClassified(typedEntry(event.entry));
    });
    effect(() => {
      this.asked();
      untracked(() => {
        this.moreError.set('');
        this.shownTable()?.toTop();
      });
    });
    effect(() => page.show(this.job.hasValue() ? `Variants of ${this.job.value().sample_name}` : 'Variants'));
    effect((onCleanup) => {
      const group = 'Variants';
      const keys = [
        { keys: 'j', label: 'Next variant', group, run: () => this.step(1) },
        { keys: 'k', label: 'Variant before', group, run: () => this.step(-1) },
        { keys: 'i', label: 'Show the variant in IGV', group, run: () => this.showInIgv() },
        { keys: 'c', label: 'Classify the variant', group, run: () => this.focus('rp-final-class') },
      ];
      onCleanup(untracked(() => shortcuts.put(keys)));
    });
  }

  protected set(query: Record<string, string | null>): void {
    const queryParams = Object.fromEntries(Object.entries(query).map(([key, value]) => [key, value || null]));
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }

  protected choose({ variant }: VariantView): void {
    this.set({ variant });
  }

  protected toggle(key: VariantColumnKey): void {
    const columns = withToggled(this.columnKeys(), key);
    this.settings.variantColumns.set(columns);
    this.set({ columns: columns.join(',') });
  }

  /** Address of the listed variants as a file. */
  protected exportUrl(format: 'tsv' | 'json'): string {
    return `/api/jobs/${this.id()}/variants.${format}?${new URLSearchParams(this.query()).toString()}`;
  }

  /** Reads a listed variant again after it was classified or signed in this job. */
  private async readClassified(entry: TypedHistoryEntry): Promise<void> {
    const from = this.rowsOf();
    if ((entry.type !== 'variant_classified' && entry.type !== 'variant_signed') || !from) return;
    const row = this.rows().find((each) => isSameVariant(each, entry.data.variant));
    const { id, ...table } = from;
    const detail = row && (await this.api.show(id, row.variant, table).catch(() => null));
    if (!detail || from !== this.rowsOf()) return; // the next read shows it
    this.replace(detail);
    this.fresh.set(detail);
  }

  /** Replaces a variant with its current state. */
  protected replace(variant: VariantView): void {
    const put = (row: VariantView) => (row.variant === variant.variant ? variant : row);
    this.pages.update((pages) => pages.map((page) => ({ ...page, items: page.items.map(put) })));
  }

  private showInIgv(): void {
    const chosen = this.chosen();
    if (!chosen) return;
    void this.router.navigate(['/jobs', this.id(), 'igv'], { queryParams: { locus: locusOf(chosen) } });
  }

  protected focus(id: string): void {
    document.getElementById(id)?.focus();
  }

  protected step(by: -1 | 1): void {
    const rows = this.rows();
    const at = rows.findIndex(({ variant }) => variant === this.chosen()?.variant);
    const next = rows[at + by];
    if (!next) return;
    this.choose(next);
    this.shownTable()?.reveal(at + by);
  }

  protected async more(): Promise<void> {
    const cursor = this.next();
    if (!cursor || this.readingMore() || this.loading()) return;
    const asked = this.asked();
    // Another list may be requested before the response, with the same cursors.
    const isAsked = () => asked === this.asked();
    this.readingMore.set(true);
    this.moreError.set('');
    try {
      const page = await this.api.list(asked.id, { ...asked.query, limit: PAGE, cursor });
      if (isAsked()) this.pages.update((pages) => [...pages, page]);
    } catch (error) {
      if (isAsked()) this.moreError.set(messageOf(error));
    } finally {
      this.readingMore.set(false);
    }
  }
}

const isSameVariant = (row: VariantView, { chrom, pos, ref, alt }: AssessedVariant['variant']): boolean =>
  row.pos === pos && row.chrom === chrom && row.ref === ref && row.alt === alt;

/** A missing parameter of the address is empty. */
const text = (given: string | undefined): string => given ?? '';

function sortOf(given: string | undefined): VariantSort {
  return isSort(given) ? given : 'position';
}
