import { Component, computed, effect, inject, input, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { warningText } from '@reprise/contracts/warning-text';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { Api } from '@reprise/web/core/api/api.ts';
import { AuditApi } from '@reprise/web/core/api/audit-api.ts';
import { Live } from '@reprise/web/core/live/live.ts';
import { PageState } from '@reprise/web/core/page/page-state.ts';
import { messageOf } from '@reprise/web/core/problem.ts';
import { Actor } from '@reprise/web/shared/people/actor.ts';
import { People } from '@reprise/web/shared/people/people.ts';
import { count, endTime, utc } from '@reprise/web/shared/format.ts';
import { effectiveParams, paramsSource } from '@reprise/web/shared/attempt/launch/run-text.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { PageHeading } from '@reprise/web/core/page/page-heading.ts';
import { notDoneText } from '@reprise/web/shared/status/progress.ts';
import { STATUS, statusKey } from '@reprise/web/shared/status/status.ts';
import { asOf, inputsNote, readReport } from './job-report.ts';
import { ReportAttempt } from './report-attempt.ts';
import { ReportHistory } from './report-history.ts';
import { reportedAttempts } from './reported-attempt.ts';

/** Printable report of a job: users, commands, times, reasons, versions, inputs and results. */
@Component({
  selector: 'rp-report-page',
  imports: [Actor, Icon, Button, PageHeading, ReportAttempt, ReportHistory, RouterLink],
  templateUrl: './report-page.html',
  styleUrls: [
    '../../../../../apps/web/src/app/shared/paper/paper-page.css',
    '../../../../../apps/web/src/app/shared/paper/paper-parts.css',
  ],
})
export class ReportPage {
  private readonly api = inject(Api);
  private readonly auditApi = inject(AuditApi);
  private readonly people = inject(People);
  readonly id = input.required<string>();
  private readonly read = resource({
    params: () => this.id(),
    loader: async ({ params }) => {
      const report = await readReport(this.api, this.auditApi, params);
      return { ...report, madeAt: new Date().toISOString() };
    },
  });
  protected readonly report = computed(() => (this.read.hasValue() ? this.read.value() : null));
  protected readonly error = computed(() => (this.read.error() ? messageOf(this.read.error()) : ''));
  protected readonly status = computed(() => {
    const report = this.report();
    if (!report) return '';
    const { word } = STATUS[statusKey(report.job)];
    const notDone = notDoneText(report.job);
    return notDone && report.job.status === 'completed' ? `${word}, ${notDone}` : word;
  });
  /** Text about incomplete parts of the job's run; null if it is complete. */
  protected readonly warned = computed(() => {
    const report = this.report();
    return report && warningText(report.job);
  });
  protected readonly asOf = asOf;
  protected readonly lastEntry = computed(() => this.report()?.entries.at(-1) ?? null);
  /** State of the chain as text. */
  protected readonly checked = computed(() => {
    const check = this.report()?.verification?.report;
    if (!check) return 'not checked since Reprise was started';
    const at = utc(endTime(check.started_at, check.duration_ms));
    return check.ok
      ? `${count(check.entries)} entries checked at ${at}: nothing was changed`
      : `checked at ${at}: ${check.findings[0]?.message ?? 'it is not what it was'}`;
  });
  protected readonly head = computed(() => {
    const heads = this.report()?.verification?.report?.heads;
    return heads?.last_time ? `entry ${count(heads.last_seq ?? 0)}, at ${utc(heads.last_time)}` : null;
  });
  protected readonly attempts = computed(() => {
    const report = this.report();
    return report ? reportedAttempts(report, (id) => this.people.runner(id)) : [];
  });
  /** The last attempt: each shows the changes since the previous one. */
  private readonly ranWith = computed(() => {
    const report = this.report();
    return report?.attempts.at(-1) ?? { described: null, params: report?.job.params ?? {} };
  });
  protected readonly paramsTitle = computed(() => {
    const last = this.report()?.attempts.length ?? 0;
    return last > 1 ? `Parameters of attempt ${count(last)}, the last` : 'Parameters';
  });
  protected readonly params = computed(() => effectiveParams(this.ranWith()));
  protected readonly paramsSource = computed(() => paramsSource(this.ranWith()));
  protected readonly utc = utc;
  protected readonly count = count;
  protected readonly inputsNote = inputsNote;

  constructor() {
    const page = inject(PageState);
    inject(Live).follow(null);
    effect(() => page.show(`Report of ${this.report()?.job.sample_name ?? 'a job'}`));
  }

  protected print(): void {
    window.print();
  }

  protected again(): void {
    this.read.reload();
  }
}
