import { CdkTextareaAutosize } from '@angular/cdk/text-field';
import { Component, computed, type ElementRef, inject, signal, viewChild } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import type { Action, JobView } from '@reprise/contracts';
import { Clock } from '../../core/clock.ts';
import type { CommandInput } from '../command-sender.ts';
import { Live } from '../../core/live.ts';
import { RequiredReasons } from '../required-reasons.ts';
import { suggestedReasons } from '../reasons.ts';
import { injectSheet } from '../../core/sheets.ts';
import { Icon } from '../../shared/icon.ts';
import { STATUS, statusKey } from '../../shared/status/status.ts';
import { commandWords } from '../command-words.ts';

/** `input` and `wrong`: what was answered before, and what the server said of its reason. */
export type CommandDialogData = { job: JobView; action: Action; input?: CommandInput; wrong?: string };
/** The command to send; another action than was asked is to be asked about first. */
export type CommandDialogResult = { action: Action; input: CommandInput };

/** Asks before a command. Opening it writes nothing. */
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
  /** The job as it reads now: another person may act on it while this is open. */
  private readonly latest = signal(this.job);
  /** What it has become meanwhile, where the action is no longer offered; whether it is taken, the server says. */
  protected readonly meanwhile = computed(() => {
    const job = this.latest();
    return job.allowed_actions.includes(this.action) ? null : STATUS[statusKey(job)].word.toLowerCase();
  });
  protected readonly words = computed(() => commandWords(this.job, this.action, this.openedAt));
  protected readonly offered = computed(() => suggestedReasons(this.action));
  protected readonly mayResume = computed(() => this.action === 'rerun' && this.job.allowed_actions.includes('resume'));
  protected readonly reason = signal(this.sheet.data.input?.reason ?? '');
  protected readonly keepWorkDir = signal(this.sheet.data.input?.keep_work_dir ?? false);
  private readonly requiredReasons = inject(RequiredReasons);
  protected readonly required = computed(() => !!this.sheet.data.wrong || this.requiredReasons.has(this.action));
  /** Whether the person tried to go on without a reason. */
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

  protected stay(): void {
    this.sheet.close();
  }

  protected resumeInstead(): void {
    const reason = this.reason().trim();
    this.sheet.close({ action: 'resume', input: reason ? { reason } : {} });
  }

  protected go(): void {
    const reason = this.reason().trim();
    if (this.required() && !reason) {
      this.tried.set(true);
      return this.field().nativeElement.focus();
    }
    const input: CommandInput = {
      ...(reason ? { reason } : {}),
      ...(this.action === 'rerun' && this.keepWorkDir() ? { keep_work_dir: true } : {}),
    };
    this.sheet.close({ action: this.action, input });
  }
}
