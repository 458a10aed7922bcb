import { Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { JobView } from '@reprise/contracts';
import { labelTexts } from '@reprise/contracts/label-text';
import { elapsedText } from '@reprise/contracts/durations';
import { Clock } from '../../../core/clock.ts';
import { JobActions } from '../../../commands/buttons/job-actions.ts';
import { JobMenu } from '../../../commands/buttons/job-menu.ts';
import { CommandSender } from '../../../commands/send/command-sender.ts';
import { Actor } from '../../../shared/people/actor.ts';
import { People } from '../../../shared/people/people.ts';
import { modeText } from '../../../shared/attempt/mode-text.ts';
import { shortId, shortRunner } from '../../../shared/format.ts';
import { doneSteps, whereOf } from '../../../shared/status/progress.ts';
import { QcMark } from '../../../shared/qc/qc-mark.ts';
import { findingsText, QC_LOOK } from '../../../shared/qc/qc-text.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import { StatusMark } from '../../../shared/status/status-mark.ts';
import { QueueLines } from '../../../shared/reading/queue-lines.ts';
import { StepBar } from '../../../shared/status/step-bar.ts';
import { Health } from '../../../shared/health/health.ts';
import { When } from '../../../shared/parts/when.ts';
import { COLUMNS, type ColumnKey } from '../columns.ts';
import { cellOf } from './job-cell.ts';

/** Row of a job: status, sample, progress, creator and buttons. */
@Component({
  selector: 'tr[rpJobTableRow]',
  imports: [Actor, Icon, JobActions, JobMenu, QcMark, RouterLink, StatusMark, StepBar, When],
  templateUrl: './job-table-row.html',
  styleUrls: ['../../../shared/table/table-row.css', './job-table-row.css'],
  host: { '[class.ended]': 'ended()', '[class.haserr]': 'hasError()' },
})
export class JobTableRow {
  private readonly clock = inject(Clock);
  private readonly commands = inject(CommandSender);
  private readonly lines = inject(QueueLines);
  private readonly people = inject(People);
  private readonly health = inject(Health);
  readonly job = input.required<JobView>();
  readonly shown = input.required<ReadonlySet<ColumnKey>>();
  readonly selected = input.required<boolean>();
  readonly selectable = input(true);
  /** Emits when its checkbox is clicked; true if shift is pressed, for a range. */
  readonly picked = output<boolean>();
  protected readonly ended = computed(
    () => this.job().status === 'completed' || this.job().failure?.cause === 'cancelled',
  );
  private readonly labels = computed(() =>
    labelTexts(this.job().labels)
      .map((label) => ` · ${label}`)
      .join(''),
  );
  /** Pipeline and labels, unless a column shows the labels. */
  protected readonly facts = computed(() => this.job().pipeline + (this.shown().has('labels') ? '' : this.labels()));
  /** Labels on phones, where their column is not shown. */
  protected readonly labelsOfCard = computed(() => (this.shown().has('labels') ? this.labels() : ''));
  protected readonly where = computed(() => {
    const job = this.job();
    return whereOf(job, this.lines.placeOf(job.job_id), {
      nameOf: (id) => this.people.runner(id),
      isAway: (id) => this.health.isAway(id),
    });
  });
  protected readonly done = computed(() => (this.job().status === 'completed' ? '' : doneSteps(this.job())));
  protected readonly elapsed = computed(() => elapsedText(this.job(), this.clock.now()));
  protected readonly hasError = computed(() => this.commands.refused().has(this.job().job_id));
  protected readonly mode = computed(() => modeText({ attempt: this.job().attempt, mode: this.job().attempt_mode }));
  protected readonly runner = computed(() => {
    const id = this.job().runner_id;
    return id === null ? '–' : this.people.runner(id, shortRunner);
  });
  protected readonly findings = computed(() => findingsText(this.job().qc ?? { metrics: [] }));
  protected readonly columns = computed(() => COLUMNS.filter(({ key }) => this.shown().has(key)));
  /** Cells of text and metrics, by the key of their column. */
  protected readonly cells = computed(
    () => new Map(this.columns().map((column) => [column.key, cellOf(this.job(), column)])),
  );
  protected readonly look = QC_LOOK;
  protected readonly shortId = shortId;
}
