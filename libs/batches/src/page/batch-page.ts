import {
  Component,
  computed,
  DestroyRef,
  effect,
  type ElementRef,
  inject,
  input,
  linkedSignal,
  resource,
  untracked,
  viewChild,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import type { BulkCommandName, JobView } from '@reprise/contracts';
import { commandFacts } from '@reprise/contracts/command-facts';
import { ignoredFailures } from '@reprise/contracts/ignored-failures';
import { lastValue } from '@reprise/web/core/last-value.ts';
import { Clock } from '@reprise/web/core/clock.ts';
import { Live } from '@reprise/web/core/live/live.ts';
import { PageHeading } from '@reprise/web/core/page/page-heading.ts';
import { PageState } from '@reprise/web/core/page/page-state.ts';
import { messageOf } from '@reprise/web/core/problem.ts';
import { count, plural, utc } from '@reprise/web/shared/format.ts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { When } from '@reprise/web/shared/parts/when.ts';
import { Actor } from '@reprise/web/shared/people/actor.ts';
import { LoadError } from '@reprise/web/shared/reading/load-error.ts';
import { reloader } from '@reprise/web/shared/reading/reloader.ts';
import { OFFERED_BULK } from '@reprise/web/shared/wings/offered-bulk.ts';
import { bufferTime, filter } from 'rxjs';
import { BatchApi } from './batch-api.ts';
import { BatchReports } from './batch-reports.ts';
import { BatchTable } from './batch-table.ts';
import { BatchUsage } from './batch-usage.ts';
import { endedOf, failureGroups, openText, progressText, summaryOf } from './batch-text.ts';
import { lateText } from './usual-text.ts';

/** Changes are applied together, so that many of them draw the rows once. */
const TOGETHER_MS = 300;
/** Commands for the selected jobs. */
const ACTIONS: readonly BulkCommandName[] = ['resume', 'rerun', 'cancel', 'label'];

/** A batch: its progress, its failures by cause, and a table of its jobs with their quality. */
@Component({
  selector: 'rp-batch-page',
  imports: [Actor, BatchReports, BatchTable, BatchUsage, Button, Icon, LoadError, PageHeading, RouterLink, When],
  templateUrl: './batch-page.html',
  styleUrl: './batch-page.css',
})
export class BatchPage {
  private readonly api = inject(BatchApi);
  private readonly clock = inject(Clock);
  private readonly jobsHeading = viewChild<ElementRef<HTMLElement>>('jobsHeading');
  readonly id = input.required<string>();
  protected readonly read = resource({
    params: () => this.id(),
    loader: async ({ params: id }) => {
      const [batch, jobs] = await Promise.all([this.api.show(id), this.api.jobs(id)]);
      return { batch, jobs };
    },
  });
  /** Without it, nothing is marked as unusual. */
  private readonly usualRead = resource({ params: () => this.id(), loader: ({ params: id }) => this.api.usual(id) });
  protected readonly usual = computed(() => (this.usualRead.hasValue() ? this.usualRead.value() : null));
  private readonly again = reloader(this.read);
  private readonly last = lastValue(this.read);
  protected readonly batch = computed(() => {
    const batch = this.last()?.batch;
    return batch?.batch_id === this.id() ? batch : null;
  });
  protected readonly error = computed(() => (this.read.error() ? messageOf(this.read.error()) : ''));
  /** Changed jobs of the batch, by id. A change can come before the response to an earlier read. */
  private readonly changes = linkedSignal<string, ReadonlyMap<string, JobView>>({
    source: this.id,
    computation: () => new Map(),
  });
  /** The jobs as read, with later changes. */
  protected readonly jobs = computed(() => {
    const changes = this.changes();
    return (this.last()?.jobs ?? []).map((job) => newer(job, changes.get(job.job_id)));
  });
  protected readonly summary = computed(() => summaryOf(this.jobs()));
  protected readonly late = computed(
    () => this.jobs().filter((job) => lateText(this.usual(), job, this.clock.now())).length,
  );
  /** Number of completed jobs whose pipeline ignored failures. */
  protected readonly partly = computed(
    () => this.jobs().filter((job) => job.status === 'completed' && ignoredFailures(job) > 0).length,
  );
  protected readonly failures = computed(() => failureGroups(this.jobs()));
  protected readonly selected = linkedSignal<string, ReadonlySet<string>>({
    source: this.id,
    computation: () => new Set(),
  });
  protected readonly bulk = inject(OFFERED_BULK);
  /** Commands that at least one selected job allows. */
  protected readonly buttons = computed(() => {
    const jobs = this.jobs().filter(({ job_id }) => this.selected().has(job_id));
    return ACTIONS.map((action) => ({
      action,
      label: commandFacts[action].text.label,
      jobs: jobs.filter(({ allowed_actions }) => allowed_actions.includes(action)),
    })).filter((button) => button.jobs.length > 0);
  });
  protected readonly csv = computed(() => `/api/batches/${this.id()}/jobs.csv`);
  protected readonly filesCsv = computed(() => `/api/batches/${this.id()}/files.csv`);
  protected readonly zip = computed(() => `/api/batches/${this.id()}/files.zip`);
  protected readonly endedOf = endedOf;
  protected readonly openText = openText;
  protected readonly progressText = progressText;
  protected readonly plural = plural;
  protected readonly count = count;
  protected readonly utc = utc;
  /** Time as of which the page is printed. */
  protected readonly printedAt = computed(() => new Date(this.clock.now()).toISOString());

  constructor() {
    const page = inject(PageState);
    const live = inject(Live);
    live.follow(null);
    effect(() => page.show(this.batch()?.name ?? 'Batch'));
    // A stream that was opened before this page existed cannot have missed a change to the page's data.
    const openedBefore = untracked(live.openings);
    effect(() => {
      if (live.openings() > openedBefore) this.again();
    });
    live.events
      .pipe(
        bufferTime(TOGETHER_MS),
        filter((events) => events.length > 0),
        takeUntilDestroyed(inject(DestroyRef)),
      )
      .subscribe((events) => this.apply(events.flatMap((event) => (event.kind === 'job' ? [event.job] : []))));
  }

  protected async send(action: BulkCommandName, jobs: readonly JobView[]): Promise<void> {
    const sent = await this.bulk?.send({
      action,
      count: jobs.length,
      allowing: jobs.length,
      target: { job_ids: jobs.map(({ job_id }) => job_id), filter: { batch: this.id() } },
      jobs,
    });
    if (!sent) return;
    this.selected.set(new Set());
    // The button that had the focus disappears.
    this.jobsHeading()?.nativeElement.focus({ preventScroll: true });
  }

  private apply(changed: readonly JobView[]): void {
    const own = changed.filter(({ batch }) => batch?.id === this.id());
    if (own.length === 0) return;
    const changes = new Map(this.changes());
    for (const job of own) changes.set(job.job_id, newer(job, changes.get(job.job_id)));
    this.changes.set(changes);
    const known = new Set(this.jobs().map(({ job_id }) => job_id));
    if (own.some(({ job_id }) => !known.has(job_id))) this.again();
  }
}

const newer = (job: JobView, change: JobView | undefined): JobView =>
  change && change.last_seq > job.last_seq ? change : job;
