import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { AuditEntry } from '@reprise/contracts';
import { CopyButton } from '../../../shared/copy-button.ts';
import { utc } from '../../../shared/format.ts';
import { whoWords } from '../../../shared/history/entry-words.ts';

/** The raw event of an entry, what ties it to others, and the way to the job at that moment. */
@Component({
  selector: 'rp-audit-detail',
  imports: [CopyButton, RouterLink],
  templateUrl: './audit-detail.html',
  styleUrl: './audit-detail.css',
})
export class AuditDetail {
  readonly entry = input.required<AuditEntry>();
  protected readonly raw = computed(() => {
    const { seq, type, at, actor, data } = this.entry();
    return JSON.stringify({ seq, type, at, actor, data }, null, 2);
  });
  protected readonly who = computed(() => whoWords(this.entry()).name);
  /** Ids of one moment begin alike: their ends tell them apart. */
  protected readonly ends = (id: string) => `${id.slice(0, 8)}…${id.slice(-4)}`;
  protected readonly utc = utc;
}
