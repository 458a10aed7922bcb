import { Component, computed, inject, input, output, resource, viewChild } from '@angular/core';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { AuditOutcome, commandNames } from '@reprise/contracts';
import { AuditApi } from '../../../core/api/audit-api.ts';
import { pipelineNames } from '../../../core/pipeline-names.ts';
import { Sheets } from '../../../core/sheets.ts';
import { People } from '../../../shared/people/people.ts';
import { ChoiceChip } from '../../../shared/filters/choice-chip.ts';
import { FilterChip } from '../../../shared/filters/filter-chip.ts';
import { LateItems } from '../../../shared/filters/late-items.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import { MenuOpener } from '../../../shared/menu/menu-opener.ts';
import { SearchField } from '../../../shared/filters/search-field.ts';
import { type AuditState, ENTRIES, RELATIVE_SPANS, type TimeSpan, spanText } from '../audit-state.ts';
import { TimeSpanDialog } from './time-span-dialog.ts';

/** The filters of the audit page. */
@Component({
  selector: 'rp-audit-filter-bar',
  imports: [ChoiceChip, FilterChip, Icon, LateItems, MatMenu, MatMenuItem, MatMenuTrigger, MenuOpener, SearchField],
  templateUrl: './audit-filter-bar.html',
  styleUrl: './audit-filter-bar.css',
  host: { role: 'search', 'aria-label': 'Filter the entries' },
})
export class AuditFilterBar {
  private readonly auditApi = inject(AuditApi);
  protected readonly people = inject(People);
  private readonly sheets = inject(Sheets);
  private readonly search = viewChild.required<SearchField>('search');
  readonly state = input.required<AuditState>();
  readonly filtered = input.required<boolean>();
  readonly changed = output<Partial<AuditState>>();
  readonly clear = output();

  protected readonly commands = commandNames;
  protected readonly outcomes = AuditOutcome.options;
  protected readonly lasts = RELATIVE_SPANS;
  protected readonly allEntries = ENTRIES;
  protected readonly spanText = computed(() => spanText(this.state().span));
  protected readonly entriesWord = computed(() => ENTRIES.find(({ key }) => key === this.state().entries)!.word);

  protected readonly actorList = resource({ loader: () => this.auditApi.actors() });
  /** People and services first, then runners. */
  protected readonly actors = computed(() => {
    const actors = this.actorList.hasValue() ? this.actorList.value().items : [];
    const isRunner = (actor: string) => actor.startsWith('runner:');
    return [...actors.filter((actor) => !isRunner(actor)), ...actors.filter(isRunner)];
  });
  protected readonly pipelines = pipelineNames();

  focus(): void {
    this.search().focus();
  }

  /** Reads the users again, because there may be a new one. */
  protected readPeople(): void {
    this.actorList.reload();
  }

  protected async askSpan(): Promise<void> {
    const options = { label: 'Time span', width: '420px' };
    const span = await this.sheets.open<TimeSpan>(TimeSpanDialog, this.state().span, options);
    if (span) this.changed.emit({ span });
  }
}
