import { Component, inject, input, output } from '@angular/core';
import { CurrentUser } from '../../../core/session/current-user.ts';
import { Preferences, type WhoseJobs } from '../../../core/page/preferences.ts';

/** Switch between the user's own jobs and those of all users, for users who have an account. Saved in this browser. */
@Component({
  selector: 'rp-whose-jobs',
  template: `@if (user.account(); as me) {
    <div role="group" aria-label="Whose jobs">
      <button type="button" [attr.aria-pressed]="createdBy() === me" (click)="choose('mine')">My jobs</button>
      <button type="button" [attr.aria-pressed]="createdBy() === ''" (click)="choose('all')">All jobs</button>
    </div>
  }`,
  styles: `
    div {
      display: flex;
      flex: none;
      border: 1px solid var(--rp-line-strong);
      border-radius: var(--rp-r-2);
    }
    button {
      height: 30px;
      padding: 0 12px;
      border: 0;
      border-radius: 5px;
      background: none;
      color: var(--rp-text-2);
      font: 500 0.78125rem/1 var(--rp-font);
      white-space: nowrap;
      cursor: pointer;
    }
    button:hover {
      background: var(--rp-hover);
    }
    button[aria-pressed='true'] {
      background: var(--rp-selected);
      color: var(--rp-text);
    }
    @media (max-width: 719.98px) {
      button {
        height: 38px;
      }
    }
  `,
})
export class WhoseJobsSwitch {
  private readonly settings = inject(Preferences);
  protected readonly user = inject(CurrentUser);
  /** Actor whose jobs are listed; empty for all users. */
  readonly createdBy = input.required<string>();
  readonly chose = output<string>();

  protected choose(whose: WhoseJobs): void {
    this.settings.jobs.set(whose);
    this.chose.emit(whose === 'mine' ? this.user.account() : '');
  }
}
