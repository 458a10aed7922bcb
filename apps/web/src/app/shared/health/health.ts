import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { computed, DestroyRef, effect, inject, Service, signal, untracked } from '@angular/core';
import type { JobsSummary, ProjectorView, RunnerView } from '@reprise/contracts';
import { filter, throttleTime } from 'rxjs';
import { Api } from '../../core/api/api.ts';
import { Clock } from '../../core/clock.ts';
import { Live } from '../../core/live/live.ts';
import { messageOf, ProblemError } from '../../core/problem.ts';
import { bannersOf, idleSince, isLogAway } from './banners.ts';

const POLL_MS = 5000;
/** Minimum time between two reads of the runners while jobs change. */
const SLOTS_MS = 1000;

/** Health of the services, polled every few seconds while the page is visible. */
@Service()
export class Health {
  private readonly api = inject(Api);
  private readonly clock = inject(Clock);
  readonly live = inject(Live);
  readonly runners = signal<RunnerView[] | null>(null);
  private idleSince: number | null = null;
  /** When the log was last found not to answer; null if it always answered. */
  private logAwayAt: number | null = null;
  readonly projection = signal<ProjectorView | null>(null);
  /** Time of the oldest unanswered request; null if there is none, or if the connection was lost since. */
  private readonly askedSince = signal<number | null>(null);
  /** Time of the oldest request that had no answer when the connection was lost; null while there is a connection. */
  private readonly staleSince = signal<number | null>(null);
  /** Message of the server, if its last response was that it cannot answer. */
  private readonly problem = signal<string | null>(null);
  /** Counts of all jobs, regardless of filters. */
  readonly summary = signal<JobsSummary | null>(null);
  readonly banners = computed(() =>
    bannersOf({
      now: this.clock.now(),
      live: this.live.state(),
      downSince: this.live.downSince(),
      retryAt: this.live.retryAt(),
      staleSince: this.staleSince(),
      askedSince: this.askedSince(),
      problem: this.problem(),
      runners: this.runners(),
      idleSince: this.idleSince,
      logAwayAt: this.logAwayAt,
      projection: this.projection(),
      pending: this.summary()?.pending ?? 0,
    }),
  );

  constructor() {
    const timer = setInterval(() => document.hidden || void this.ask(), POLL_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
    // Slots are taken and released when jobs change.
    this.live.events
      .pipe(
        filter(({ kind }) => kind === 'job'),
        throttleTime(SLOTS_MS, undefined, { leading: false, trailing: true }),
        takeUntilDestroyed(),
      )
      .subscribe(() => void this.askRunners().catch(() => undefined)); // the next poll asks again
    effect(() => {
      const state = this.live.state();
      if (state === 'down') untracked(() => this.lost());
      if (state === 'open') this.staleSince.set(null);
    });
    effect(() => {
      this.live.openings();
      untracked(() => void this.ask());
    });
  }

  /** Whether a runner is offline now; false before the first response. */
  isAway(id: string): boolean {
    return this.runners()?.some(({ runner_id, alive }) => runner_id === id && !alive) ?? false;
  }

  private sawProjection(view: ProjectorView): void {
    if (isLogAway(view)) this.logAwayAt = this.clock.now();
    this.projection.set(view);
  }

  private heardOf(runners: RunnerView[]): void {
    this.idleSince = idleSince(this.idleSince, runners, this.clock.now());
    this.runners.set(runners);
  }

  private async askRunners(): Promise<void> {
    this.heardOf((await this.api.runners()).items);
  }

  private async askProjection(): Promise<void> {
    try {
      this.sawProjection(await this.api.projection());
      this.answered();
    } catch (error) {
      const status = error instanceof ProblemError ? error.status : 0;
      // If a right is missing, the server has nevertheless answered.
      if (this.live.state() === 'down') this.lost();
      else if (status > 0 && status < 500) this.answered();
      else this.problem.set(status === 0 ? null : messageOf(error));
    }
  }

  private lost(): void {
    this.staleSince.update((since) => since ?? this.askedSince());
    this.answered();
  }

  private answered(): void {
    this.askedSince.set(null);
    this.problem.set(null);
  }

  /** Reads each part separately, so that a failed one does not hide the others. */
  private async ask(): Promise<void> {
    this.askedSince.update((since) => since ?? this.clock.now());
    const answers = await Promise.allSettled([
      this.askProjection(),
      this.askRunners(),
      this.api.summary().then((summary) => this.summary.set(summary)),
    ]);
    // A half-open connection is first noticed here, because the stream itself would stay silent for minutes.
    if (answers.some(isUnreachable) && this.live.state() === 'open') this.live.retryNow();
  }
}

const isUnreachable = (answer: PromiseSettledResult<void>): boolean =>
  answer.status === 'rejected' && answer.reason instanceof ProblemError && answer.reason.status === 0;
