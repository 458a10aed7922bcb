import { inject, Service } from '@angular/core';
import type { ActionName, JobView } from '@reprise/contracts';
import { CurrentUser } from '../../core/session/current-user.ts';
import { Toasts } from '../../core/page/toasts.ts';
import type { SheetOptions } from '../../core/sheet-opener.ts';
import { Sheets } from '../../core/sheets.ts';
import { commandButtons } from './command-buttons.ts';
import { CommandSender } from './command-sender.ts';
import { whyNotTo } from './why-not-to.ts';
import type { CommandInput } from '../base/page-command.ts';
import type { CommandDialogData, CommandDialogResult } from '../dialog/command-dialog.ts';
import { RequiredReasons } from '../reasons/required-reasons.ts';

/** Opens the dialog of a command, then sends it; opens it again if the server requires a reason. */
@Service()
export class CommandPrompt {
  private readonly user = inject(CurrentUser);
  private readonly toasts = inject(Toasts);
  private readonly sheets = inject(Sheets);
  private readonly commands = inject(CommandSender);
  private readonly requiredReasons = inject(RequiredReasons);

  /** @param input what the dialog starts with */
  async ask(job: JobView, action: ActionName, input?: CommandInput): Promise<void> {
    await this.requiredReasons.known();
    const why = whyNotTo(this.user, action, job);
    if (why !== null) return this.toasts.say(why);
    if (this.sheets.isOpen) return; // a second click
    let data: CommandDialogData | null = { job, action, ...(input && { input }) };
    while (data) {
      const answer = await this.open(data);
      if (!answer) return;
      if (answer.action !== data.action) {
        data = { job, ...answer };
        continue;
      }
      const wrong = await this.commands.run(job, answer.action, answer.input);
      data = wrong ? { job, ...answer, wrong } : null;
    }
  }

  private open(data: CommandDialogData): Promise<CommandDialogResult | undefined> {
    const { dialog = commandDialog } = commandButtons[data.action];
    return this.sheets.open<CommandDialogResult>(dialog(), data, optionsOf(data));
  }
}

const commandDialog = () => import('../dialog/command-dialog.ts').then((m) => m.CommandDialog);

async function optionsOf({ job, action }: CommandDialogData): Promise<SheetOptions> {
  const { jobPageCommands } = await import('../index.ts');
  const { isDestructive, dialog, showsRun } = jobPageCommands[action];
  const { title } = dialog(job, { now: Date.now(), chosen: new Set(), preview: null });
  return { label: title, alert: isDestructive, ...(showsRun && { width: '720px' }) };
}
