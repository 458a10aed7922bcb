import { Component, input } from '@angular/core';
import type { AttemptView } from '@reprise/contracts';
import { Icon } from '../../../shared/parts/icon.ts';
import { attemptLook } from '../../../shared/attempt/attempt-look.ts';
import { attemptName } from '../../../shared/attempt/mode-text.ts';
import type { JobDetail } from '../detail/job-detail.ts';

/** Tabs that select the attempt whose steps and log are shown. */
@Component({
  selector: 'rp-attempt-tabs',
  imports: [Icon],
  template: `<div class="tabs" role="group" aria-label="Attempts">
    @for (attempt of detail().attempts(); track attempt.attempt) {
      <button
        type="button"
        [class]="'k-' + look(attempt).key"
        [attr.aria-pressed]="attempt.attempt === detail().attempt()"
        [attr.aria-label]="'Attempt ' + nameOf(attempt) + ', ' + look(attempt).word"
        (click)="choose(attempt.attempt)"
      >
        <rp-icon class="s" [name]="look(attempt).icon" [turning]="look(attempt).turning" />{{ nameOf(attempt) }}
      </button>
    }
  </div>`,
  styles: `
    @media (max-width: 719.98px) {
      .tabs {
        display: flex;
      }
      .tabs > * {
        flex: 1;
        justify-content: center;
      }
    }
  `,
})
export class AttemptTabs {
  readonly detail = input.required<JobDetail>();
  protected readonly look = (attempt: AttemptView) => attemptLook(attempt, this.detail().job());
  protected readonly nameOf = attemptName;

  protected choose(attempt: number): void {
    this.detail().chosen.set(attempt === this.detail().job()?.attempt ? null : attempt);
  }
}
