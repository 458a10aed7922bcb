import { Component, inject } from '@angular/core';
import type { RunnerView } from '@reprise/contracts';
import { RunnerApi } from '../../core/api/runner-api.ts';
import { injectSheet } from '../../core/sheets.ts';
import { plural, runnerName } from '../../shared/format.ts';
import { CommandForm } from '../../shared/form/command-form.ts';

/** `isDrain`: otherwise it takes jobs again. */
export type DrainDialogData = { runner: RunnerView; isDrain: boolean };

/** Confirms that a runner is drained or takes jobs again, with a reason. Resolves with true once it was accepted. */
@Component({
  selector: 'rp-drain-dialog',
  imports: [CommandForm],
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
    <form
      rpCommandForm
      note="shown at the runner and kept in the audit trail"
      [icon]="asked.isDrain ? 'circle-pause' : 'circle-play'"
      [verb]="asked.isDrain ? 'Drain runner' : 'Take jobs again'"
      [request]="asked"
      [command]="command"
      (accepted)="sheet.close(true)"
      (declined)="sheet.close()"
    ></form>
  `,
})
export class DrainDialog {
  private readonly api = inject(RunnerApi);
  protected readonly sheet = injectSheet<DrainDialogData, boolean>();
  protected readonly asked = this.sheet.data;
  protected readonly name = runnerName(this.asked.runner.runner_id);
  protected readonly goesOn = this.asked.runner.slots_taken
    ? `What takes ${plural(this.asked.runner.slots_taken, 'slot')} goes on to its end.`
    : 'It runs nothing now.';

  protected readonly command = (body: { reason?: string }, key: string): Promise<unknown> => {
    const { runner, isDrain } = this.asked;
    return isDrain ? this.api.drain(runner.runner_id, body, key) : this.api.undrain(runner.runner_id, body, key);
  };
}
