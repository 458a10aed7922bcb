import { Component, computed, input } from '@angular/core';
import { modeWords } from '../../shared/attempt/mode-words.ts';
import { tookWords } from '../../shared/attempt/took-words.ts';
import { count, utc } from '../../shared/format.ts';
import { Actor } from '../../shared/people/actor.ts';
import type { ReportedAttempt } from './reported-attempt.ts';

/** One attempt on paper: when and why it ran, from what, what it made, and what became of that. */
@Component({
  selector: 'div[rpReportAttempt]',
  imports: [Actor],
  templateUrl: './report-attempt.html',
  styleUrl: './report-parts.css',
})
export class ReportAttempt {
  readonly item = input.required<ReportedAttempt>();
  protected readonly mode = computed(() => modeWords(this.item().attempt));
  protected readonly count = count;
  protected readonly utc = utc;
  protected readonly tookWords = tookWords;
}
