import { Component, computed, input } from '@angular/core';
import type { AuditEntry } from '@reprise/contracts';
import { count, utcTime } from '@reprise/web/shared/format.ts';
import { didText, whyText } from '@reprise/web/shared/history/entry-text.ts';
import { outcomeText } from '@reprise/web/shared/history/outcome-text.ts';
import { Actor } from '@reprise/web/shared/people/actor.ts';

/** The printed history of a job, as rows of a table. */
@Component({
  selector: 'table[rpReportHistory]',
  imports: [Actor],
  templateUrl: './report-history.html',
  styleUrl: '../../../../../apps/web/src/app/shared/paper/paper-parts.css',
})
export class ReportHistory {
  readonly entries = input.required<readonly AuditEntry[]>();
  protected readonly rows = computed(() =>
    this.entries().map((entry) => ({ entry, did: didText(entry), why: whyText(entry), came: outcomeText(entry) })),
  );
  protected readonly count = count;
  protected readonly utcTime = utcTime;
}
