import { Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { RunnerView } from '@reprise/contracts';
import { IdempotentRequests } from '../../core/idempotent-requests.ts';
import { messageOf } from '../../core/problem.ts';
import { RunnerApi } from '../../core/api/runner-api.ts';
import { injectSheet } from '../../core/sheets.ts';
import { plural, runnerName } from '../../shared/format.ts';
import { ReasonField } from '../../shared/form/reason-field.ts';
import { Icon } from '../../shared/icon.ts';

/** `isDrain`: otherwise it takes jobs again. */
export type DrainDialogData = { runner: RunnerView; isDrain: boolean };

/** Confirms that a runner is drained or takes jobs again, with a reason. Resolves with true once it was accepted. */
@Component({
  selector: 'rp-drain-dialog',
  imports: [Icon, MatButton, ReasonField],
  host: { class: 'dlg' },
  template: `
    <header>
      <h2>{{ asked.isDrain ? 'Drain' : 'Let' }} {{ name }}{{ asked.isDrain ? '?' : ' take jobs again?' }}</h2>
      <p>
        @if (asked.isDrain) {
          It claims nothing new. {{ goesOn }} Jobs wait for other runners, or for this one.
        } @else {
          It claims waiting jobs at once, as far as slots are free and its schedule lets it.
        }
      </p>
    </header>
    <form (submit)="$event.preventDefault(); send()">
      <div class="body">
        <rp-reason-field note="shown at the runner and kept in the audit trail" [(value)]="reason" (sent)="send()" />
        @if (error()) {
          <p class="note badb" role="alert">
            <rp-icon name="triangle-alert" /><span class="grow">{{ error() }}</span>
          </p>
        }
      </div>
      <footer>
        <button matButton="outlined" type="button" cdkFocusInitial (click)="close()">Not now</button>
        <button matButton="filled" type="submit" [disabled]="sending()" disabledInteractive>
          <rp-icon [name]="asked.isDrain ? 'circle-pause' : 'circle-play'" />{{
            asked.isDrain ? 'Drain runner' : 'Take jobs again'
          }}
        </button>
      </footer>
    </form>
  `,
})
export class DrainDialog {
  private readonly sheet = injectSheet<DrainDialogData, boolean>();
  private readonly api = inject(RunnerApi);
  private readonly requests = new IdempotentRequests();
  protected readonly asked = this.sheet.data;
  protected readonly name = runnerName(this.asked.runner.runner_id);
  protected readonly goesOn = this.asked.runner.slots_taken
    ? `${plural(this.asked.runner.slots_taken, 'attempt goes', 'attempts go')} on to the end.`
    : 'It runs nothing now.';
  protected readonly reason = signal('');
  protected readonly error = signal('');
  protected readonly sending = signal(false);

  protected close(): void {
    this.sheet.close();
  }

  protected async send(): Promise<void> {
    if (this.sending()) return;
    this.sending.set(true);
    this.error.set('');
    const { runner, isDrain } = this.asked;
    const reason = this.reason().trim();
    const body = reason ? { reason } : {};
    try {
      await this.requests.send([runner.runner_id, isDrain, body], (key) =>
        isDrain ? this.api.drain(runner.runner_id, body, key) : this.api.undrain(runner.runner_id, body, key),
      );
      this.sheet.close(true);
    } catch (error) {
      this.error.set(messageOf(error));
      this.sending.set(false);
    }
  }
}
