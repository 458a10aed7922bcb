import { Component, inject } from '@angular/core';
import type { CommandNameFor, RunnerView } from '@reprise/contracts';
import { commandFacts } from '@reprise/contracts/command-facts';
import { knownSlotsTaken } from '@reprise/contracts/starting';
import { RunnerApi } from '../../core/api/runner-api.ts';
import { injectSheet } from '../../core/inject-sheet.ts';
import { capital } from '../../shared/format.ts';
import { CommandForm } from '../../shared/form/command-form.ts';
import { goesOnText, runnerTitle } from './runner-text.ts';

/** Commands to runners that the dialog sends; a schedule has a dialog of its own. */
type DialogCommand = Exclude<CommandNameFor<'runner'>, 'schedule_runner'>;
export type RunnerDialogData = { runner: RunnerView; command: DialogCommand };

const TEXTS = {
  drain_runner: {
    title: (name: string) => `Drain ${name}?`,
    lead: (runner: RunnerView) => {
      const goesOn =
        knownSlotsTaken(runner) === 0 ? 'It runs nothing now.' : `${capital(goesOnText(runner))} to its end.`;
      return `It claims nothing new. ${goesOn} Jobs wait for other runners, or for this one.`;
    },
    confirm: 'Drain runner',
  },
  undrain_runner: {
    title: (name: string) => `Let ${name} take jobs again?`,
    lead: ({ alive }: RunnerView) =>
      `It claims waiting jobs ${alive ? 'at once' : 'when it is back'}, as far as slots are free and its schedule lets it.`,
    confirm: 'Take jobs again',
  },
} as const satisfies Record<DialogCommand, object>;

/** Confirms a command to a runner, with a reason. Resolves with true once it was accepted. */
@Component({
  selector: 'rp-runner-dialog',
  imports: [CommandForm],
  host: { class: 'dlg' },
  template: `
    <header>
      <h2>{{ text.title(name) }}</h2>
      <p>{{ text.lead(asked.runner) }}</p>
    </header>
    <form
      rpCommandForm
      note="shown at the runner and kept in the audit trail"
      [icon]="icon"
      [verb]="text.confirm"
      [request]="asked"
      [command]="command"
      (accepted)="sheet.close(true)"
      (declined)="sheet.close()"
    ></form>
  `,
})
export class RunnerDialog {
  private readonly api = inject(RunnerApi);
  protected readonly sheet = injectSheet<RunnerDialogData, boolean>();
  protected readonly asked = this.sheet.data;
  protected readonly text = TEXTS[this.asked.command];
  protected readonly icon = commandFacts[this.asked.command].icon;
  protected readonly name = runnerTitle(this.asked.runner);

  protected readonly command = (body: { reason?: string }, key: string): Promise<unknown> =>
    this.api.command(this.asked.command, this.asked.runner.runner_id, body, key);
}
