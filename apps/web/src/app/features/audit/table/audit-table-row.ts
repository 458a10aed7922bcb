import { Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { typedEntry, type AuditEntry } from '@reprise/contracts';
import { People } from '../../../shared/people/people.ts';
import { count, utc, utcTime } from '../../../shared/format.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import { didText, isCommand, whyText } from '../../../shared/history/entry-text.ts';
import { inputName } from '../../../shared/history/input-text.ts';
import { outcomeText } from '../../../shared/history/outcome-text.ts';

/** Row of an audit entry: time, user, command, reason, outcome and job. */
@Component({
  selector: 'tr[rpAuditTableRow]',
  imports: [Icon, RouterLink],
  templateUrl: './audit-table-row.html',
  styleUrls: ['../../../shared/table/table-row.css', './audit-table-row.css'],
  host: { '[class.open]': 'open()', '(click)': 'clicked($event)' },
})
export class AuditTableRow {
  private readonly people = inject(People);
  readonly entry = input.required<AuditEntry>();
  readonly open = input.required<boolean>();
  readonly toggled = output();
  protected readonly who = computed(() => this.people.name(this.entry().actor));
  protected readonly did = computed(() => didText(this.entry()));
  /** Account that the entry is about; empty if there is none. */
  protected readonly account = computed(() => {
    const { kind } = this.entry();
    const { data } = typedEntry(this.entry());
    const id = kind === 'access' && 'user_id' in data ? data.user_id : undefined;
    return typeof id === 'string' ? this.people.text(`user:${id}`) : '';
  });
  /** File, sample or registered input that the entry is about. */
  protected readonly input = computed(() => inputName(this.entry()));
  protected readonly outcome = computed(() => outcomeText(this.entry()));
  protected readonly why = computed(() => whyText(this.entry()));
  protected readonly wantsReason = computed(() => isCommand(this.entry()));
  protected readonly utcTime = utcTime;
  protected readonly utc = utc;
  protected readonly count = count;

  /** A click anywhere on the row opens it, except for clicks on links and buttons, and clicks that select text. */
  protected clicked({ target }: Event): void {
    if ((target as Element).closest('a, button') || getSelection()?.type === 'Range') return;
    this.toggled.emit();
  }
}
