import { inject, Service } from '@angular/core';
import type { Action, JobView } from '@reprise/contracts';
import { Commands } from '../../core/commands.ts';
import { Sheets } from '../../core/sheets.ts';
import { CommandDialog, type CommandAnswer } from './command-dialog.ts';
import { commandWords } from './command-words.ts';

/** Asks, then sends: what a click on an action does, wherever it is. */
@Service()
export class JobCommands {
  private readonly sheets = inject(Sheets);
  private readonly commands = inject(Commands);

  async ask(job: JobView, action: Action): Promise<void> {
    const { title, destructive } = commandWords(job, action, Date.now());
    const options = { label: title, alert: destructive };
    const answer = await this.sheets.open<CommandAnswer>(CommandDialog, { job, action }, options);
    if (answer) await this.commands.run(job, answer.action, answer.input);
  }
}
