import { Component, input } from '@angular/core';
import type { AttemptView } from '@reprise/contracts';
import { Icon } from '../../shared/icon.ts';
import type { IconName } from '../../shared/icons.ts';
import type { JobDetail } from './job-detail.ts';

export const ATTEMPT_LOOK: Record<AttemptView['status'], { key: string; icon: IconName; word: string }> = {
  pending: { key: 'pending', icon: 'circle-dashed', word: 'pending' },
  running: { key: 'running', icon: 'loader-circle', word: 'running' },
  succeeded: { key: 'completed', icon: 'circle-check', word: 'completed' },
  failed: { key: 'failed', icon: 'circle-x', word: 'failed' },
  cancelled: { key: 'cancelled', icon: 'ban', word: 'cancelled' },
};

/** Which attempt the steps and the log are of. */
@Component({
  selector: 'rp-attempt-tabs',
  imports: [Icon],
  template: `<div class="tabs" role="group" aria-label="Attempts">
    @for (attempt of detail().attempts(); track attempt.attempt) {
      <button
        type="button"
        [class]="'k-' + look(attempt).key"
        [attr.aria-pressed]="attempt.attempt === detail().attempt()"
        [attr.aria-label]="'Attempt ' + attempt.attempt + ' ' + mode(attempt) + ', ' + look(attempt).word"
        (click)="choose(attempt.attempt)"
      >
        <rp-icon class="s" [name]="look(attempt).icon" [turning]="attempt.status === 'running'" />{{ attempt.attempt }}
        {{ mode(attempt) }}
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
  protected readonly look = (attempt: AttemptView) => ATTEMPT_LOOK[attempt.status];
  protected readonly mode = (attempt: AttemptView) => (attempt.mode === 'from_step' ? 'from step' : attempt.mode);

  protected choose(attempt: number): void {
    this.detail().chosen.set(attempt === this.detail().job()?.attempt ? null : attempt);
  }
}
