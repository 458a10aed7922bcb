import { Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { JobView } from '@reprise/contracts';
import { elapsedWords } from '@reprise/contracts/durations';
import { Clock } from '../../../core/clock.ts';
import { JobActions } from '../../../commands/buttons/job-actions.ts';
import { JobMenu } from '../../../commands/buttons/job-menu.ts';
import { CommandSender } from '../../../commands/send/command-sender.ts';
import { Actor } from '../../../shared/people/actor.ts';
import { People } from '../../../shared/people/people.ts';
import { modeWords } from '../../../shared/attempt/mode-words.ts';
import { shortId, shortRunner } from '../../../shared/format.ts';
import { doneSteps, whereOf } from '../../../shared/status/progress.ts';
import { QcMark } from '../../../shared/qc/qc-mark.ts';
import { findingsText, limitText, metricText, QC_LOOK } from '../../../shared/qc/qc-words.ts';
import { Icon } from '../../../shared/icon.ts';
import { StatusMark } from '../../../shared/status/status-mark.ts';
import { QueueLines } from '../../../shared/queue-lines.ts';
import { StepBar } from '../../../shared/status/step-bar.ts';
import { Health } from '../../../shared/health/health.ts';
import { When } from '../../../shared/when.ts';
import { COLUMNS, type ColumnKey } from '../list-state.ts';

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
  /** Its checkbox was clicked; true: with shift, for a range. */
  readonly picked = output<boolean>();
  protected readonly ended = computed(
    () => this.job().status === 'completed' || this.job().failure?.cause === 'cancelled',
  );
  protected readonly where = computed(() => {
    const job = this.job();
    return whereOf(job, this.lines.placeOf(job.job_id), {
      nameOf: (id) => this.people.runner(id),
      isAway: (id) => this.health.isAway(id),
    });
  });
  protected readonly done = computed(() => (this.job().status === 'completed' ? '' : doneSteps(this.job())));
  protected readonly elapsed = computed(() => elapsedWords(this.job(), this.clock.now()));
  protected readonly hasError = computed(() => this.commands.refused().has(this.job().job_id));
  protected readonly mode = computed(() => modeWords({ attempt: this.job().attempt, mode: this.job().attempt_mode }));
  protected readonly runner = computed(() => {
    const id = this.job().runner_id;
    return id === null ? '–' : this.people.runner(id, shortRunner);
  });
  protected readonly findings = computed(() => findingsText(this.job().qc ?? { metrics: [] }));
  /** Cells of the metrics that are shown; those that passed without a mark, so that the others are seen. */
  protected readonly metrics = computed(() =>
    COLUMNS.flatMap(({ key, metric }) => {
      if (metric === undefined || !this.shown().has(key)) return [];
      const found = this.job().qc?.metrics.find(({ name }) => name === metric);
      if (!found) return [{ key, text: '–', title: '', verdict: null }];
      const verdict = found.verdict === 'pass' ? null : found.verdict;
      return [
        {
          key,
          text: found.value === null && !found.verdict ? '–' : metricText(found),
          title: limitText(found),
          verdict,
        },
      ];
    }),
  );
  protected readonly look = QC_LOOK;
  protected readonly shortId = shortId;
}
