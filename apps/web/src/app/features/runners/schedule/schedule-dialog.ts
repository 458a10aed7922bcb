import { Component, inject } from '@angular/core';
import { WEEKDAYS, type RunnerView } from '@reprise/contracts';
import { Button, IconButton } from '../../../shared/parts/button.ts';
import { RunnerApi } from '../../../core/api/runner-api.ts';
import { injectSheet } from '../../../core/inject-sheet.ts';
import { CommandForm } from '../../../shared/form/command-form.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import { DAY_WORDS, runnerTitle } from '../runner-text.ts';
import { endDayText, PRESETS, ScheduleForm } from './schedule-form.ts';

/** Dialog that edits when a runner claims jobs. Resolves with true once the command is accepted. */
@Component({
  selector: 'rp-schedule-dialog',
  imports: [CommandForm, Icon, Button, IconButton],
  templateUrl: './schedule-dialog.html',
  styleUrl: './schedule-dialog.css',
  host: { class: 'dlg' },
})
export class ScheduleDialog {
  protected readonly sheet = injectSheet<RunnerView, boolean>();
  private readonly api = inject(RunnerApi);
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
  protected readonly command = (body: { reason?: string }, key: string): Promise<unknown> =>
    this.api.command('schedule_runner', this.runner.runner_id, { schedule: this.form.value(), ...body }, key);
}
