import { NgTemplateOutlet } from '@angular/common';
import {
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  resource,
  untracked,
  viewChild,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Router, RouterLink } from '@angular/router';
import type { JobView } from '@reprise/contracts';
import { Button } from '../../shared/parts/button.ts';
import { Api } from '../../core/api/api.ts';
import { Clock } from '../../core/clock.ts';
import { Live } from '../../core/live/live.ts';
import { CurrentUser } from '../../core/session/current-user.ts';
import { PageState, type TabIcon } from '../../core/page/page-state.ts';
import { type Shortcut, Shortcuts } from '../../core/page/shortcuts.ts';
import { CommandError } from '../../commands/buttons/command-error.ts';
import { CommandPrompt } from '../../commands/send/command-prompt.ts';
import { commandShortcuts } from '../../commands/send/command-shortcuts.ts';
import { Health } from '../../shared/health/health.ts';
import { Glide } from '../../shared/parts/glide.ts';
import { Icon } from '../../shared/parts/icon.ts';
import { hasEnded, STATUS, statusKey, type StatusKey } from '../../shared/status/status.ts';
import { AuditTrail } from './history/audit-trail.ts';
import { DetailPanel } from './detail-panel.ts';
import type { LogPlace } from './log/log-place.ts';
import { FailureCard } from './failure/failure-card.ts';
import { JobDetail } from './detail/job-detail.ts';
import { JobHeader } from './job-header.ts';
import { jobNotes } from './job-notes.ts';
import { MomentBar } from './as-of/moment-bar.ts';
import { MomentClock } from './history/moment-clock.ts';
import { reportGroups } from './reports/report-groups.ts';
import { choiceFrom, paramsOf, type TaskChoice } from './tasks/task-choice.ts';
import { StepTimeline } from './timeline/step-timeline.ts';
import { QcCard } from './qc/qc-card.ts';
import { PageHeading } from '../../core/page/page-heading.ts';

const TAB_ICON: Record<StatusKey, TabIcon> = {
  pending: 'waiting',
  running: 'running',
  paused: 'waiting',
  pausing: 'waiting',
  unpausing: 'waiting',
  cleaning: 'waiting',
  cancelling: 'waiting',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
};

@Component({
  selector: 'rp-job-page',
  imports: [
    AuditTrail,
    CommandError,
    DetailPanel,
    FailureCard,
    Glide,
    Icon,
    JobHeader,
    Button,
    MomentBar,
    NgTemplateOutlet,
    QcCard,
    RouterLink,
    StepTimeline,
    PageHeading,
  ],
  // The header grows if the placeholders of its results are known late.
  hostDirectives: [Glide],
  templateUrl: './job-page.html',
  styleUrl: './job-page.css',
  providers: [MomentClock, { provide: Clock, useExisting: MomentClock }],
})
export class JobPage {
  private readonly api = inject(Api);
  private readonly live = inject(Live);
  private readonly user = inject(CurrentUser);
  private readonly health = inject(Health);
  private readonly prompt = inject(CommandPrompt);
  private readonly router = inject(Router);
  private readonly panel = viewChild(DetailPanel);
  private readonly clock = inject(MomentClock);
  private readonly shortcuts = inject(Shortcuts);
  readonly id = input.required<string>();
  /** Sequence of the event after which the job is shown; `null` for now. The server rejects other values. */
  readonly as_of = input(null, { transform: (given: string | undefined) => given ?? null });
  /** View of the steps: `tasks` for the list of tasks. The next three are the list's filters and order. */
  readonly view = input<string>();
  readonly status = input<string>();
  readonly process = input<string>();
  readonly sort = input<string>();
  protected readonly taskChoice = computed(() =>
    choiceFrom({ view: this.view(), status: this.status(), process: this.process(), sort: this.sort() }),
  );
  protected readonly detail = linkedSignal(() => new JobDetail(this.api, this.id()));
  protected readonly job = computed(() => this.detail().job());
  protected readonly shown = computed(() => (this.detail().isPlaced() ? this.job() : null));
  protected readonly notes = computed(() => {
    const [job, runners] = [this.job(), this.health.runners() ?? []];
    return job
      ? jobNotes(job, { now: this.clock.now(), runners, isPast: this.past(), history: this.detail().history() })
      : [];
  });
  /** True as soon as a past state is requested: no action is offered while it is being read. */
  protected readonly past = computed(() => this.as_of() !== null || this.seq() !== null);
  protected readonly seq = computed(() => this.detail().snapshot()?.seq ?? null);
  /** `coming` while a past state is being read. The present is still shown. */
  protected readonly moment = computed(() => (this.seq() !== null ? 'past' : this.past() ? 'coming' : 'now'));
  protected readonly failed = computed(() => {
    const job = this.job();
    return job?.status === 'failed' && job.failure && job.failure.cause !== 'cancelled' ? job : null;
  });
  /** Kinds of outputs that have placeholders, for a job that was opened before its end. */
  protected readonly coming = computed(() => this.detail().pipeline()?.outputs ?? []);
  protected readonly comingReports = computed(() => this.detail().pipeline()?.reports ?? []);
  /** Attempt whose reports are offered; null while the job runs, for a past state, and once they are deleted. */
  private readonly reported = computed(
    () => {
      const job = this.past() ? null : this.shown();
      return job && hasEnded(job) && !job.cleaned.results ? { id: job.job_id, attempt: job.attempt } : null;
    },
    { equal: (a, b) => a?.id === b?.id && a?.attempt === b?.attempt },
  );
  private readonly readReports = resource({
    params: () => this.reported() ?? undefined,
    loader: ({ params }) => this.api.reports(params.id, params.attempt),
  });
  protected readonly reports = computed(() => {
    const page = this.readReports.hasValue() ? this.readReports.value() : null;
    return page?.away === null ? reportGroups(page.items) : [];
  });
  /** Quality of the shown attempt, or why there is none yet; null if none is measured. */
  protected readonly quality = computed(() => {
    const report = this.detail().attemptView()?.qc ?? null;
    const isComing = this.detail().pipeline()?.measures_quality === true && !this.past();
    return report || isComing ? { report, without: withoutQuality(this.job()) } : null;
  });
  /** Sequence of the submission that led to this page. */
  private readonly minSeq = this.router.currentNavigation()?.extras.state?.['minSeq'] as number | undefined;

  constructor() {
    const page = inject(PageState);
    effect((onCleanup) => {
      const detail = this.detail();
      untracked(() => this.live.follow(this.id()));
      onCleanup(() => detail.dispose());
    });
    effect(() => {
      const [detail, asOf] = [this.detail(), this.as_of()];
      untracked(() => void detail.show(asOf === null ? null : Number(asOf), this.minSeq));
    });
    effect(() => {
      const at = this.seq() === null ? undefined : this.detail().shownHistory().at(-1)?.at;
      this.clock.moment.set(at ? Date.parse(at) : null);
    });
    // The stream of the previous page was already open. Only later openings cause a new read.
    const openedBefore = untracked(this.live.openings);
    effect(() => {
      if (this.live.openings() > openedBefore) untracked(() => void this.detail().load());
    });
    effect(() => {
      const detail = this.detail();
      const wanted = detail.attempt() && detail.status() === 'ready' && !untracked(detail.tasksKnown);
      if (wanted) untracked(() => void detail.readTasks());
    });
    effect(() => {
      const job = this.job();
      if (!job) return page.show('Job');
      const key = statusKey(job);
      const word = STATUS[key].word.toLowerCase();
      if (this.seq() === null) page.show(`${job.sample_name} ${word}`, TAB_ICON[key]);
      else page.show(`${job.sample_name} was ${word}`);
    });
    this.live.events.pipe(takeUntilDestroyed()).subscribe((event) => this.detail().apply(event));
    effect((onCleanup) => {
      const keys = this.as_of() === null ? this.keysNow() : this.keysThen();
      onCleanup(untracked(() => this.shortcuts.put(keys)));
    });
  }

  protected openLog(place: LogPlace): void {
    this.panel()?.openLog(place);
  }

  /**
   * Shows a past state, or the present for `null`. If a past state is already shown, replaces the browser's history
   * entry.
   */
  protected goTo(seq: number | null): void {
    const replaceUrl = seq !== null && this.as_of() !== null;
    void this.router.navigate([], { queryParams: { as_of: seq }, queryParamsHandling: 'merge', replaceUrl });
  }

  protected choose(choice: TaskChoice | null): void {
    const queryParams = paramsOf(choice);
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }

  private keysNow(): Shortcut[] {
    return [
      ...commandShortcuts({
        group: 'Job',
        object: 'this job',
        job: () => this.job(),
        prompt: this.prompt,
        may: (name) => this.user.whyNot(name) === null,
      }),
      {
        keys: 'l',
        label: 'Submit another like this',
        group: 'Job',
        run: () => this.like(),
        isOffered: () => this.user.whyNot('submit') === null,
      },
    ];
  }

  /** Shortcuts for a past state, which is read-only. */
  private keysThen(): Shortcut[] {
    return [{ keys: 'n', label: 'Back to now', group: 'Job', run: () => this.goTo(null) }];
  }

  private like(): void {
    void this.router.navigate(['/new'], { queryParams: { like: this.id() } });
  }
}

function withoutQuality(job: JobView | null): string {
  if (job?.status === 'failed') return 'Not measured: the job did not complete.';
  return job?.status === 'completed' ? 'Not measured yet.' : 'Measured when the job completes.';
}
