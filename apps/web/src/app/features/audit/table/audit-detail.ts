import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { AuditEntry } from '@reprise/contracts';
import { CopyButton } from '../../../shared/parts/copy-button.ts';
import { utc } from '../../../shared/format.ts';
import { entrySentence, whyText } from '../../../shared/history/entry-text.ts';
import { EventDetail } from '../../../shared/history/event-detail.ts';
import { outcomeText } from '../../../shared/history/outcome-text.ts';
import { OFFERED_RECORDS } from '../../../shared/wings/offered-records.ts';
import { Actor } from '../../../shared/people/actor.ts';
import { People } from '../../../shared/people/people.ts';

/** Details of an entry: sentences, facts, the raw event with its ids, and links to its job as of that event. */
@Component({
  selector: 'rp-audit-detail',
  imports: [Actor, CopyButton, EventDetail, RouterLink],
  templateUrl: './audit-detail.html',
  styleUrl: './audit-detail.css',
})
export class AuditDetail {
  private readonly people = inject(People);
  protected readonly records = inject(OFFERED_RECORDS);
  readonly entry = input.required<AuditEntry>();
  protected readonly sentence = computed(() => entrySentence(this.entry(), (actor) => this.people.text(actor)));
  protected readonly why = computed(() => whyText(this.entry()));
  protected readonly outcome = computed(() => {
    const outcome = outcomeText(this.entry());
    return outcome ? [outcome.word, outcome.detail].filter(Boolean).join(': ') : '';
  });
  /** Shows the beginning and the end of an id, because UUIDs from about the same time begin alike. */
  protected readonly ends = (id: string) => `${id.slice(0, 8)}…${id.slice(-4)}`;
  protected readonly utc = utc;
}
