import { inject, Service } from '@angular/core';
import type { Action, JobView } from '@reprise/contracts';
import { CommandSender } from './command-sender.ts';
import { RequiredReasons } from './required-reasons.ts';
import { Sheets } from '../core/sheets.ts';
import { CommandDialog, type CommandDialogResult, type CommandDialogData } from './dialog/command-dialog.ts';
import { commandWords } from './command-words.ts';

/** Asks, then sends: what a click on an action does, wherever it is. A reason that is missing is asked for again. */
@Service()
export class CommandPrompt {
  private readonly sheets = inject(Sheets);
  private readonly commands = inject(CommandSender);
  private readonly requiredReasons = inject(RequiredReasons);

  async ask(job: JobView, action: Action): Promise<void> {
    await this.requiredReasons.known();
    if (this.sheets.isOpen) return; // of a second click meanwhile
    let asked: CommandDialogData | null = { job, action };
    while (asked) {
      const { title, destructive } = commandWords(job, asked.action, Date.now());
      const options = { label: title, alert: destructive };
      const answer: CommandDialogResult | undefined = await this.sheets.open<CommandDialogResult>(
        CommandDialog,
        asked,
        options,
      );
      if (!answer) return;
      if (answer.action !== asked.action) {
        asked = { job, ...answer };
        continue;
      }
      const wrong = await this.commands.run(job, answer.action, answer.input);
      asked = wrong ? { job, ...answer, wrong } : null;
    }
  }
}
