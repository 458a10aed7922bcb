import { Component, computed, type ElementRef, inject, input, output, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { JobView } from '@reprise/contracts';
import { labelTexts } from '@reprise/contracts/label-text';
import { elapsedMs, pausedText } from '@reprise/contracts/durations';
import { Button } from '../../shared/parts/button.ts';
import { Clock } from '../../core/clock.ts';
import { PageState } from '../../core/page/page-state.ts';
import { JobActions } from '../../commands/buttons/job-actions.ts';
import { JobMenu } from '../../commands/buttons/job-menu.ts';
import { Actor } from '../../shared/people/actor.ts';
import { CopyButton } from '../../shared/parts/copy-button.ts';
import { dateTime, duration, shortRunner, utc } from '../../shared/format.ts';
import { Icon } from '../../shared/parts/icon.ts';
import { People } from '../../shared/people/people.ts';
import { QueueLines } from '../../shared/reading/queue-lines.ts';
import { hasResult, RESULT_PAGES } from '../../shared/results/result-pages.ts';
import { comingResults, resultLinks } from '../../shared/results/result-urls.ts';
import type { ReportGroup } from './reports/report-groups.ts';
import { whereOf } from '../../shared/status/progress.ts';
import { type EndingKey, endingKey, hasEnded, STATUS } from '../../shared/status/status.ts';
import { StatusMark } from '../../shared/status/status-mark.ts';
import { PageHeading } from '../../core/page/page-heading.ts';

const NO_RESULTS: Readonly<Record<EndingKey, string>> = {
  completed: 'The job completed without this result',
  failed: 'No results: the job failed',
  cancelled: 'No results: the job was cancelled',
};

/** Name, status, ids, submitter, times and actions of a job. */
@Component({
  selector: 'rp-job-header',
  imports: [Actor, CopyButton, Icon, JobActions, JobMenu, Button, RouterLink, StatusMark, PageHeading],
  templateUrl: './job-header.html',
  styleUrl: './job-header.css',
})
export class JobHeader {
  private readonly clock = inject(Clock);
  private readonly lines = inject(QueueLines);
  private readonly people = inject(People);
  /** Used only for a waiting job, which is never on an offline runner. */
  private readonly runners = { nameOf: (id: string) => this.people.runner(id), isAway: () => false };
  readonly job = input.required<JobView>();
  /** `coming`: a past state is being read. The present is still shown, without actions. */
  readonly moment = input.required<'now' | 'coming' | 'past'>();
  /** Kinds of outputs that the job will have. Their placeholders prevent layout shifts. */
  readonly coming = input<readonly string[]>([]);
  readonly reports = input<readonly ReportGroup[]>([]);
  /** Titles of the reports that the job will have. */
  readonly comingReports = input<readonly string[]>([]);
  readonly now = output();
  private readonly page = inject(PageState);
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');
  protected readonly utc = utc;
  private readonly resultPages = inject(RESULT_PAGES);
  protected readonly pages = computed(() =>
    this.results().length > 0 ? this.resultPages.filter(({ button }) => hasResult(this.job(), button.anyOf)) : [],
  );
  protected readonly labels = computed(() => labelTexts(this.job().labels));
  protected readonly results = computed(() => resultLinks(this.job()));
  private readonly without = computed(() => {
    const job = this.job();
    return hasEnded(job) ? NO_RESULTS[endingKey(job)] : 'Once the job completes';
  });
  /** Placeholders for the result buttons and reports that the job does not have yet. */
  protected readonly places = computed(() => {
    const coming = this.results().length > 0 ? [] : this.coming();
    const without = this.without();
    const pages = this.resultPages
      .filter(({ button: { anyOf } }) => anyOf.some((kind) => coming.includes(kind)))
      .map(({ button, icon }) => ({ word: button.label, icon, without }));
    const downloads = comingResults(coming).map((word) => ({ word, icon: 'download', without }) as const);
    const found = this.reports().map(({ title }) => title);
    const reports = this.comingReports()
      .filter((title) => !found.includes(title))
      .map((word) => ({ word, icon: 'file-text', without }) as const);
    return [...pages, ...downloads, ...reports];
  });
  protected readonly submitted = computed(() => dateTime(this.job().created_at, this.clock.now()));
  protected readonly runner = computed(() => {
    const { runner_id, process_id, status } = this.job();
    const name = runner_id && this.people.runner(runner_id, shortRunner);
    return name && process_id && status === 'running' ? `${name}, pid ${process_id}` : name;
  });
  /** "Elapsed 9 m 26 s", or why the job waits, or how and when it ended. */
  protected readonly time = computed(() => {
    const job = this.job();
    if (job.status === 'pending' && this.moment() === 'now')
      return { word: 'Now', text: whereOf(job, this.lines.placeOf(job.job_id), this.runners) };
    const ms = elapsedMs(job, this.clock.now());
    if (!hasEnded(job) || !job.completed_at) return ms === null ? null : { word: 'Elapsed', text: duration(ms) };
    return {
      word: STATUS[endingKey(job)].word,
      text:
        dateTime(job.completed_at, this.clock.now()) +
        (ms === null ? '' : `, after ${duration(ms)}${pausedText(job.paused_ms)}`),
    };
  });

  constructor() {
    this.lines.watch(() => this.job().status === 'pending' && this.moment() === 'now');
  }

  /** The button disappears together with the past state, so the focus moves to the heading. */
  protected backToNow(): void {
    this.page.beginArrival();
    this.now.emit();
    this.heading().nativeElement.focus({ preventScroll: true });
  }
}
