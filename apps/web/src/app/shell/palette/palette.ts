import {
  afterNextRender,
  Component,
  computed,
  debounced,
  DOCUMENT,
  type ElementRef,
  inject,
  linkedSignal,
  resource,
  signal,
  viewChild,
} from '@angular/core';
import { Api } from '../../core/api/api.ts';
import { messageOf } from '../../core/problem.ts';
import { injectSheet } from '../../core/inject-sheet.ts';
import { Icon } from '../../shared/parts/icon.ts';
import { type JobMatches, indexOfActive, jobItemsFor } from './palette-matches.ts';
import type { Shortcut } from '../../core/page/shortcuts.ts';
import { commandItems, jobItem, matching, type PaletteActions, type PaletteItem } from './palette-items.ts';

export type PaletteData = { actions: PaletteActions; shortcuts: Shortcut[] };

const TYPING_MS = 150;
const JOBS_SHOWN = 6;

/** Command palette: a combobox of commands and jobs. Closes with the function to run. */
@Component({
  selector: 'rp-palette',
  imports: [Icon],
  templateUrl: './palette.html',
  styleUrl: './palette.css',
})
export class Palette {
  private readonly api = inject(Api);
  private readonly document = inject(DOCUMENT);
  private readonly sheet = injectSheet<PaletteData, () => void>();
  private readonly commands = commandItems(this.sheet.data.actions, this.sheet.data.shortcuts);
  private readonly input = viewChild.required<ElementRef<HTMLInputElement>>('input');
  protected readonly query = signal('');
  private readonly settled = debounced(this.query, TYPING_MS);
  private readonly jobs = resource({
    params: () => this.settled.value().trim() || undefined,
    loader: async ({ params }): Promise<JobMatches> => ({
      query: params,
      jobs: (await this.api.jobs({ q: params, limit: JOBS_SHOWN })).items,
    }),
  });
  /** The last matches, kept to avoid flicker. */
  private readonly found = linkedSignal<JobMatches | undefined, JobMatches>({
    source: () => (this.jobs.hasValue() ? this.jobs.value() : undefined),
    computation: (found, previous) => found ?? previous?.value ?? { query: '', jobs: [] },
  });
  protected readonly items = computed((): PaletteItem[] => {
    const open = (jobId: string) => this.sheet.data.actions.openJob(jobId);
    const jobs = jobItemsFor(this.found(), this.query(), (job) => jobItem(job, open));
    return [...matching(this.commands, this.query()), ...jobs];
  });
  /**
   * Index of the active item. It stays on its item when jobs arrive, and returns to the first item when the query
   * changes.
   */
  protected readonly active = linkedSignal<{ query: string; items: PaletteItem[] }, number>({
    source: () => ({ query: this.query(), items: this.items() }),
    computation: ({ query, items }, previous) =>
      previous?.source.query === query ? indexOfActive(items, { items: previous.source.items, at: previous.value }) : 0,
  });
  protected readonly says = computed(() => {
    if (this.jobs.error()) return `The jobs could not be searched. ${messageOf(this.jobs.error())}`;
    if (this.items().length) return '';
    const looked = this.found().query === this.query().trim() && !this.jobs.isLoading();
    return looked ? 'Nothing matches.' : 'Looking …';
  });

  constructor() {
    // Earlier than the dialog would, because users continue typing immediately.
    afterNextRender(() => this.input().nativeElement.focus());
  }

  protected move(step: number, event: Event): void {
    event.preventDefault();
    const n = this.items().length;
    if (n) this.active.update((at) => (at + step + n) % n);
    this.document.getElementById(`rp-option-${this.active()}`)?.scrollIntoView({ block: 'nearest' });
  }

  protected choose(item: PaletteItem | undefined): void {
    if (item) this.sheet.close(item.run);
  }
}
