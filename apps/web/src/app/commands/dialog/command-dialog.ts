import { CdkTextareaAutosize } from '@angular/cdk/text-field';
import { Component, computed, type ElementRef, inject, signal, viewChild } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { commands, type ActionName, type JobView } from '@reprise/contracts';
import { Clock } from '../../core/clock.ts';
import { jobPageCommands } from '../index.ts';
import type { CommandInput, JobPageCommand } from '../page-command.ts';
import { Live } from '../../core/live.ts';
import { RequiredReasons } from '../required-reasons.ts';
import { suggestedReasons } from '../reasons.ts';
import { injectSheet } from '../../core/sheets.ts';
import { Icon } from '../../shared/icon.ts';
import { STATUS, statusKey } from '../../shared/status/status.ts';

/** `input` and `wrong`: the previous answer, and the server's error about its reason. */
export type CommandDialogData = { job: JobView; action: ActionName; input?: CommandInput; wrong?: string };
/** The command to send. Where it is another one than asked about, its own dialog comes first. */
export type CommandDialogResult = { action: ActionName; input: CommandInput };

/** Confirms a command and takes its reason. Opening it writes nothing. */
@Component({
  selector: 'rp-command-dialog',
  imports: [CdkTextareaAutosize, Icon, MatButton],
  templateUrl: './command-dialog.html',
  styleUrl: './command-dialog.css',
  host: { class: 'dlg' },
})
export class CommandDialog {
  private readonly sheet = injectSheet<CommandDialogData, CommandDialogResult>();
  private readonly openedAt = inject(Clock).now();
  protected readonly job = this.sheet.data.job;
  protected readonly action = this.sheet.data.action;
  /** The job's current state: another person may act on it while this is open. */
  private readonly latest = signal(this.job);
  /** The job's new status, where the command is no longer allowed. It can be sent all the same: the server decides. */
  protected readonly changedTo = computed(() => {
    const job = this.latest();
    return job.allowed_actions.includes(this.action) ? null : STATUS[statusKey(job)].word.toLowerCase();
  });
  protected readonly command = jobPageCommands[this.action];
  protected readonly icon = commands[this.action].icon;
  protected readonly text = this.command.dialog(this.job, this.openedAt);
  protected readonly suggested = suggestedReasons(this.action);
  protected readonly alternative = allowedAlternative(this.job, this.command.alternative);
  protected readonly reason = signal(this.sheet.data.input?.reason ?? '');
  protected readonly optionChosen = signal(isChosen(this.sheet.data.input, this.command.option));
  private readonly requiredReasons = inject(RequiredReasons);
  protected readonly required = computed(() => !!this.sheet.data.wrong || this.requiredReasons.has(this.action));
  /** Whether the person tried to send without a reason. */
  private readonly tried = signal(false);
  protected readonly wrong = computed(() => {
    if (this.reason().trim()) return null;
    return this.required() && this.tried() ? 'Is required' : (this.sheet.data.wrong ?? null);
  });
  private readonly field = viewChild.required<ElementRef<HTMLTextAreaElement>>('field');

  constructor() {
    inject(Live)
      .events.pipe(takeUntilDestroyed())
      .subscribe((event) => {
        if (event.kind === 'job' && event.job.job_id === this.job.job_id) this.latest.set(event.job);
      });
  }

  protected dismiss(): void {
    this.sheet.close();
  }

  protected chooseAlternative(action: ActionName): void {
    const reason = this.reason().trim();
    this.sheet.close({ action, input: reason ? { reason } : {} });
  }

  protected send(): void {
    const reason = this.reason().trim();
    if (this.required() && !reason) {
      this.tried.set(true);
      return this.field().nativeElement.focus();
    }
    const input: CommandInput = {
      ...(reason ? { reason } : {}),
      ...(this.command.option && this.optionChosen() ? { [this.command.option.flag]: true } : {}),
    };
    this.sheet.close({ action: this.action, input });
  }
}

const isChosen = (input: CommandInput | undefined, option: JobPageCommand['option']): boolean =>
  (option && input?.[option.flag]) ?? false;

/** The alternative to offer, with its label: "Resume instead". */
function allowedAlternative({ allowed_actions }: JobView, alternative: JobPageCommand['alternative']) {
  if (!alternative || !allowed_actions.includes(alternative.command)) return null;
  return { ...alternative, label: `${commands[alternative.command].words.label} instead` };
}
