import { Component, inject, signal } from '@angular/core';
import { WEEKDAYS, type RunnerView } from '@reprise/contracts';
import { Button, IconButton } from '../../../shared/parts/button.ts';
import { IdempotentRequests } from '../../../core/idempotent-requests.ts';
import { messageOf } from '../../../core/problem.ts';
import { RunnerApi } from '../../../core/api/runner-api.ts';
import { injectSheet } from '../../../core/inject-sheet.ts';
import { ErrorNote } from '../../../shared/parts/error-note.ts';
import { DismissButton } from '../../../shared/form/dismiss-button.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import { DAY_WORDS, runnerTitle } from '../runner-text.ts';
import { endDayText, PRESETS, ScheduleForm } from './schedule-form.ts';

/** Edits when a runner takes jobs. Resolves with true once it was accepted. */
@Component({
  selector: 'rp-schedule-dialog',
  imports: [DismissButton, ErrorNote, Icon, Button, IconButton],
  templateUrl: './schedule-dialog.html',
  styleUrl: './schedule-dialog.css',
  host: { class: 'dlg' },
})
export class ScheduleDialog {
  protected readonly sheet = injectSheet<RunnerView, boolean>();
  private readonly api = inject(RunnerApi);
  private readonly requests = new IdempotentRequests();
  protected readonly runner = this.sheet.data;
  protected readonly name = runnerTitle(this.runner);
  protected readonly form = new ScheduleForm(
    this.runner.schedule,
    new Intl.DateTimeFormat().resolvedOptions().timeZone,
  );
  protected readonly zones = Intl.supportedValuesOf('timeZone');
  protected readonly days = WEEKDAYS;
  protected readonly dayText = DAY_WORDS;
  protected readonly presets = PRESETS;
  protected readonly endDayText = endDayText;
  protected readonly reason = signal('');
  protected readonly tried = signal(false);
  protected readonly error = signal('');
  protected readonly sending = signal(false);

  protected async save(): Promise<void> {
    this.tried.set(true);
    if (this.sending() || !this.form.isValid()) return;
    this.sending.set(true);
    this.error.set('');
    const reason = this.reason().trim();
    const body = { schedule: this.form.value(), ...(reason && { reason }) };
    try {
      const { runner_id } = this.runner;
      await this.sheet.during(() =>
        this.requests.send([runner_id, body], (key) => this.api.command('schedule_runner', runner_id, body, key)),
      );
      this.sheet.close(true);
    } catch (error) {
      this.error.set(messageOf(error));
      this.sending.set(false);
    }
  }
}
