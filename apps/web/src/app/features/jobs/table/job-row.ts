import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { JobView } from '@reprise/contracts';
import { Clock } from '../../../core/clock.ts';
import { JobActions } from '../../../commands/buttons/job-actions.ts';
import { JobMenu } from '../../../commands/buttons/job-menu.ts';
import { CommandSender } from '../../../commands/command-sender.ts';
import { shortId, shortRunner } from '../../../shared/format.ts';
import { doneSteps, elapsedWords, whereOf } from '../../../shared/status/progress.ts';
import { StatusMark } from '../../../shared/status/status-mark.ts';
import { StepBar } from '../../../shared/status/step-bar.ts';
import { When } from '../../../shared/when.ts';
import type { ColumnKey } from '../list-state.ts';

/** Row of a job: status, sample, progress, creator and buttons. */
@Component({
  selector: 'tr[rpJobRow]',
  imports: [JobActions, JobMenu, RouterLink, StatusMark, StepBar, When],
  templateUrl: './job-row.html',
  styleUrls: ['../../../shared/table/table-row.css', './job-row.css'],
  host: { '[class.ended]': 'ended()', '[class.haserr]': 'hasError()' },
})
export class JobRow {
  private readonly clock = inject(Clock);
  private readonly commands = inject(CommandSender);
  readonly job = input.required<JobView>();
  readonly shown = input.required<ReadonlySet<ColumnKey>>();
  protected readonly ended = computed(
    () => this.job().status === 'completed' || this.job().failure?.cause === 'cancelled',
  );
  protected readonly where = computed(() => whereOf(this.job()));
  protected readonly done = computed(() => (this.job().status === 'completed' ? '' : doneSteps(this.job())));
  protected readonly elapsed = computed(() => elapsedWords(this.job(), this.clock.now()));
  protected readonly hasError = computed(() => this.commands.refused().has(this.job().job_id));
  protected readonly runner = computed(() => shortRunner(this.job().runner_id ?? '–'));
  protected readonly shortId = shortId;
}
