import { Component, computed, input } from '@angular/core';
import type { AuditEntry } from '@reprise/contracts';
import { count, utcTime } from '../../shared/format.ts';
import { didWords, whyWords } from '../../shared/history/entry-words.ts';
import { outcomeWords } from '../../shared/history/outcome-words.ts';
import { Actor } from '../../shared/people/actor.ts';

/** The history of a job on paper, as rows of a table. */
@Component({
  selector: 'table[rpReportHistory]',
  imports: [Actor],
  templateUrl: './report-history.html',
  styleUrl: './report-parts.css',
})
export class ReportHistory {
  readonly entries = input.required<readonly AuditEntry[]>();
  protected readonly rows = computed(() =>
    this.entries().map((entry) => ({ entry, did: didWords(entry), why: whyWords(entry), came: outcomeWords(entry) })),
  );
  protected readonly count = count;
  protected readonly utcTime = utcTime;
}
