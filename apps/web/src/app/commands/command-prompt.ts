import { inject, Service } from '@angular/core';
import type { Action, JobView } from '@reprise/contracts';
import { Commands } from './command-sender.ts';
import { RequiredReasons } from './required-reasons.ts';
import { Sheets } from '../core/sheets.ts';
import { CommandDialog, type CommandAnswer, type CommandAsked } from './dialog/command-dialog.ts';
import { commandWords } from './command-words.ts';

/** Asks, then sends: what a click on an action does, wherever it is. A reason that is missing is asked for again. */
@Service()
export class JobCommands {
  private readonly sheets = inject(Sheets);
  private readonly commands = inject(Commands);
  private readonly requiredReasons = inject(RequiredReasons);

  async ask(job: JobView, action: Action): Promise<void> {
    await this.requiredReasons.known();
    if (this.sheets.isOpen) return; // of a second click meanwhile
    let asked: CommandAsked | null = { job, action };
    while (asked) {
      const { title, destructive } = commandWords(job, asked.action, Date.now());
      const options = { label: title, alert: destructive };
      const answer: CommandAnswer | undefined = await this.sheets.open<CommandAnswer>(CommandDialog, asked, options);
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
