import { Component, computed, input } from '@angular/core';
import { modeText } from '@reprise/web/shared/attempt/mode-text.ts';
import { tookText } from '@reprise/web/shared/attempt/took-text.ts';
import { count, utc } from '@reprise/web/shared/format.ts';
import { Actor } from '@reprise/web/shared/people/actor.ts';
import type { ReportedAttempt } from './reported-attempt.ts';

/** A printed attempt: when and why it ran, its inputs, results and outcome. */
@Component({
  selector: 'div[rpReportAttempt]',
  imports: [Actor],
  templateUrl: './report-attempt.html',
  styleUrl: '../../../../../apps/web/src/app/shared/paper/paper-parts.css',
})
export class ReportAttempt {
  readonly item = input.required<ReportedAttempt>();
  protected readonly mode = computed(() => modeText(this.item().attempt));
  /** ", recorded at …": the results are checked after the end of the last task. Empty in the same second. */
  protected readonly recorded = computed(() => {
    const { attempt, recordedAt } = this.item();
    if (recordedAt === null || attempt.completed_at === null || utc(recordedAt) === utc(attempt.completed_at))
      return '';
    return `, recorded at ${utc(recordedAt)}`;
  });
  protected readonly count = count;
  protected readonly utc = utc;
  protected readonly tookText = tookText;
}
