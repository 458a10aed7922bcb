import type { ElementRef } from '@angular/core';
import {
  Component,
  computed,
  debounced,
  effect,
  inject,
  input,
  linkedSignal,
  output,
  resource,
  untracked,
  viewChild,
} from '@angular/core';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { AuditCommand, AuditOutcome } from '@reprise/contracts';
import { Api } from '../../core/api.ts';
import { AuditApi } from '../../core/audit-api.ts';
import { Sheets } from '../../core/sheets.ts';
import { Icon } from '../../shared/icon.ts';
import { type AuditState, ENTRIES, LASTS, type Span, spanWords } from './audit-state.ts';
import { SpanDialog } from './span-dialog.ts';

const TYPING_MS = 250;

/** What the list of entries is narrowed to. */
@Component({
  selector: 'rp-audit-filter-bar',
  imports: [Icon, MatMenu, MatMenuItem, MatMenuTrigger],
  templateUrl: './audit-filter-bar.html',
  styleUrl: './audit-filter-bar.css',
  host: { role: 'search', 'aria-label': 'Filter the entries' },
})
export class AuditFilterBar {
  private readonly api = inject(Api);
  private readonly auditApi = inject(AuditApi);
  private readonly sheets = inject(Sheets);
  private readonly search = viewChild.required<ElementRef<HTMLInputElement>>('search');
  readonly state = input.required<AuditState>();
  readonly filtered = input.required<boolean>();
  readonly changed = output<Partial<AuditState>>();
  readonly clear = output();

  protected readonly commands = AuditCommand.options;
  protected readonly outcomes = AuditOutcome.options;
  protected readonly lasts = LASTS;
  protected readonly allEntries = ENTRIES;
  protected readonly text = linkedSignal(() => this.state().q);
  protected readonly sample = linkedSignal(() => this.state().sample);
  private readonly settledText = debounced(this.text, TYPING_MS);
  private readonly settledSample = debounced(this.sample, TYPING_MS);
  protected readonly spanWords = computed(() => spanWords(this.state().span));
  protected readonly entriesWord = computed(() => ENTRIES.find(({ key }) => key === this.state().entries)!.word);

  private readonly actorList = resource({ loader: () => this.auditApi.actors() });
  private readonly pipelineList = resource({ loader: () => this.api.pipelines() });
  /** People and services first, then runners. */
  protected readonly people = computed(() => {
    const actors = this.actorList.hasValue() ? this.actorList.value().items : [];
    const isRunner = (actor: string) => actor.startsWith('runner:');
    return [...actors.filter((actor) => !isRunner(actor)), ...actors.filter(isRunner)];
  });
  protected readonly pipelines = computed(() =>
    this.pipelineList.hasValue() ? this.pipelineList.value().items.map(({ name }) => name) : [],
  );

  constructor() {
    effect(() => {
      const q = this.settledText.value();
      untracked(() => {
        if (q === this.text() && q.trim() !== this.state().q) this.changed.emit({ q: q.trim() });
      });
    });
    effect(() => {
      const sample = this.settledSample.value();
      untracked(() => {
        if (sample === this.sample() && sample.trim() !== this.state().sample)
          this.changed.emit({ sample: sample.trim() });
      });
    });
  }

  focus(): void {
    this.search().nativeElement.focus();
    this.search().nativeElement.select();
  }

  protected toggleCommand(command: AuditCommand, event: Event): void {
    event.stopPropagation(); // several may be chosen: the menu stays
    this.changed.emit({ commands: toggled(this.state().commands, command) });
  }

  protected toggleOutcome(outcome: AuditOutcome, event: Event): void {
    event.stopPropagation();
    this.changed.emit({ outcomes: toggled(this.state().outcomes, outcome) });
  }

  /** Somebody may have done something for the first time. */
  protected readPeople(): void {
    this.actorList.reload();
  }

  protected async askSpan(): Promise<void> {
    const options = { label: 'Time span', width: '420px' };
    const span = await this.sheets.open<Span>(SpanDialog, this.state().span, options);
    if (span) this.changed.emit({ span });
  }
}

const toggled = <T>(all: readonly T[], one: T): T[] =>
  all.includes(one) ? all.filter((other) => other !== one) : [...all, one];
