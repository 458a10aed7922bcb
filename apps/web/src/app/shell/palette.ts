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
import type { JobView } from '@reprise/contracts';
import { Api } from '../core/api.ts';
import { injectSheet } from '../core/sheets.ts';
import { Icon } from '../shared/icon.ts';
import { jobItem, matching, type PaletteItem } from './palette-items.ts';

export type PaletteAsked = { commands: PaletteItem[]; openJob: (jobId: string) => void };

const TYPING_MS = 150;
const JOBS_SHOWN = 6;

/** Commands and jobs by typing. A combobox whose list is the results; closes with what to run. */
@Component({
  selector: 'rp-palette',
  imports: [Icon],
  templateUrl: './palette.html',
  styleUrl: './palette.css',
})
export class Palette {
  private readonly api = inject(Api);
  private readonly document = inject(DOCUMENT);
  private readonly sheet = injectSheet<PaletteAsked, () => void>();
  private readonly input = viewChild.required<ElementRef<HTMLInputElement>>('input');
  protected readonly query = signal('');
  private readonly settled = debounced(this.query, TYPING_MS);
  private readonly jobs = resource({
    params: () => this.settled.value().trim() || undefined,
    loader: async ({ params }) => (await this.api.jobs({ q: params, limit: JOBS_SHOWN })).items,
  });
  /** The jobs found last, so that the list does not blink. */
  private readonly found = linkedSignal<JobView[] | undefined, JobView[]>({
    source: () => (this.jobs.hasValue() ? this.jobs.value() : undefined),
    computation: (items, previous) => items ?? previous?.value ?? [],
  });
  protected readonly items = computed((): PaletteItem[] => {
    const { commands, openJob } = this.sheet.data;
    const jobs = this.query().trim() ? this.found().map((job) => jobItem(job, openJob)) : [];
    return [...matching(commands, this.query()), ...jobs];
  });
  protected readonly active = linkedSignal({ source: this.items, computation: () => 0 });

  constructor() {
    // Sooner than the dialog itself would do it: people type on at once.
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
