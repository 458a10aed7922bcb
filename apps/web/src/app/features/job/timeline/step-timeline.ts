import { Component, computed, inject, input, linkedSignal, output, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { JobView, TaskView } from '@reprise/contracts';
import { listingText } from '@reprise/contracts/executor-text';
import { Button } from '../../../shared/parts/button.ts';
import { Clock } from '../../../core/clock.ts';
import { Preferences, type StepsView } from '../../../core/page/preferences.ts';
import { stopTimes } from '../../../shared/attempt/stop-times.ts';
import { frozenTimes, unfrozenMs } from '@reprise/contracts/frozen-times';
import { knownUntil } from '../../../shared/attempt/took-text.ts';
import { liveTasks } from '../../../shared/attempt/executors/executor-listings.ts';
import { clockTime, count } from '../../../shared/format.ts';
import { LoadError } from '../../../shared/reading/load-error.ts';
import { MissingView } from '../../../shared/missing/missing-view.ts';
import { Glide } from '../../../shared/parts/glide.ts';
import { OFFERED_RECORDS } from '../../../shared/wings/offered-records.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import { doneSteps } from '../../../shared/status/progress.ts';
import { AttemptTabs } from '../attempts/attempt-tabs.ts';
import { injectExecutorListings } from '../detail/inject-executor-listings.ts';
import type { JobDetail } from '../detail/job-detail.ts';
import { StepGraph } from '../graph/step-graph.ts';
import type { TaskChoice } from '../tasks/task-choice.ts';
import { TaskList } from '../tasks/task-list.ts';
import type { StepLine } from './step-line.ts';
import type { TaskLine } from './task-line.ts';
import { TaskDetail } from '../tasks/task-detail.ts';
import { TimelineRow } from './timeline-row.ts';
import { timelineOf, withoutSteps } from './timeline.ts';

/** Number of tasks shown initially per step. */
const FIRST = 40;
/** Steps with at most this many tasks are initially expanded if they are running or have failed. */
const FEW = 8;

const VIEWS: readonly { key: StepsView; word: string }[] = [
  { key: 'timeline', word: 'Timeline' },
  { key: 'graph', word: 'Graph' },
];

const LEGEND = [
  { fill: 'done', word: 'Done' },
  { fill: 'running', word: 'Running' },
  { fill: 'cached', word: 'Cached' },
  { fill: 'failed', word: 'Failed try' },
  { fill: 'stopped', word: 'Stopped' },
];

/** A Gantt chart of the steps and tasks of an attempt. For screen readers, it is a table. */
@Component({
  selector: 'rp-step-timeline',
  imports: [
    AttemptTabs,
    Glide,
    Icon,
    LoadError,
    Button,
    MissingView,
    RouterLink,
    StepGraph,
    TaskDetail,
    TaskList,
    TimelineRow,
  ],
  templateUrl: './step-timeline.html',
  styleUrl: './step-timeline.css',
})
export class StepTimeline {
  private readonly clock = inject(Clock);
  protected readonly records = inject(OFFERED_RECORDS);
  protected readonly preferences = inject(Preferences);
  protected readonly views = VIEWS;
  readonly detail = input.required<JobDetail>();
  readonly job = input.required<JobView>();
  /** Tasks that are listed instead of the timeline; null for the timeline. */
  readonly choice = input<TaskChoice | null>(null);
  readonly chosen = output<TaskChoice | null>();
  readonly log = output<string>();
  protected readonly count = count;
  protected readonly withoutSteps = withoutSteps;
  private readonly stopped = computed(() => {
    const { attempt, attemptView, shownHistory } = this.detail();
    return stopTimes(shownHistory(), { attempt: attempt(), completed_at: attemptView()?.completed_at ?? null });
  });
  protected readonly frozen = computed(() => frozenTimes(this.detail().shownHistory(), this.clock.now()));
  protected readonly isCurrent = computed(() => this.detail().attempt() === this.job().attempt);
  /** Time up to which the tasks of the shown attempt are known. */
  private readonly until = computed(() =>
    this.isCurrent() ? knownUntil(this.job(), this.clock.now()) : this.clock.now(),
  );
  protected readonly isDrained = computed(
    () => this.isCurrent() && this.job().paused?.mode === 'drain' && !this.job().pending_action,
  );
  /** Whether the shown attempt was frozen. The axis excludes that time. */
  protected readonly wasFrozen = computed(() => {
    const shown = this.detail().attemptView();
    if (!shown?.started_at) return false;
    const [from, to] = [shown.started_at, shown.completed_at].map((at) => (at ? Date.parse(at) : this.clock.now()));
    return unfrozenMs(from!, to!, this.frozen()) < to! - from!;
  });
  private readonly listings = injectExecutorListings(() =>
    this.detail().snapshot() || !this.isCurrent() ? null : this.job(),
  );
  protected readonly live = computed(() => liveTasks(this.listings()));
  /** Current number of the job's tasks on each cluster. */
  protected readonly executors = computed(() => this.listings().map((listing) => listingText(listing, clockTime)));
  protected readonly timeline = computed(() =>
    timelineOf({
      // a step is marked as not reached only once its tasks are known
      plan: this.detail().tasksKnown() ? (this.detail().attemptView()?.steps ?? this.job().steps) : [],
      tasks: this.detail().tasks(),
      attempt: this.detail().attemptView(),
      now: this.until(),
      stopped: this.stopped(),
      isFrozen: this.job().paused?.mode === 'freeze' && this.detail().attempt() === this.job().attempt,
      frozen: this.frozen(),
      live: this.live(),
      sampleName: this.job().sample_name,
    }),
  );
  /** The two attempts that the link compares: the shown one and the previous one. */
  protected readonly compared = computed(() => {
    const shown = Math.max(2, this.detail().attempt());
    return this.detail().attempts().length > 1 ? { a: shown - 1, b: shown } : null;
  });
  protected readonly taskLines = computed(() => tasksInOrder(this.timeline().lines, this.detail().tasks()));
  protected readonly legend = LEGEND;
  protected readonly done = computed(() => (this.isCurrent() ? doneSteps(this.job()) : ''));
  /** Steps that the user expanded or collapsed, by process. The others expand automatically. */
  private readonly toggled = linkedSignal<number, ReadonlyMap<string, boolean>>({
    source: () => this.detail().attempt(),
    computation: () => new Map(),
  });
  private readonly whole = linkedSignal<number, ReadonlySet<string>>({
    source: () => this.detail().attempt(),
    computation: () => new Set(),
  });

  /**
   * Steps that were running when their tasks were read. Only these are initially expanded, to avoid later layout
   * shifts.
   */
  private readonly opened = linkedSignal<unknown, ReadonlySet<string>>({
    source: () => [this.detail().attempt(), this.detail().tasksKnown()],
    computation: () =>
      untracked(
        () =>
          new Set(
            this.timeline()
              .lines.filter(isUnderWay)
              .map(({ process }) => process),
          ),
      ),
  });

  protected isOpen(line: StepLine): boolean {
    const opens = line.look.key === 'failed' || this.opened().has(line.process);
    return this.toggled().get(line.process) ?? (opens && hasFewTasks(line));
  }

  protected toggle(line: StepLine): void {
    const open = !this.isOpen(line);
    this.toggled.update((all) => new Map(all).set(line.process, open));
  }

  /** Hashes of the tasks with expanded details. */
  protected readonly details = linkedSignal<number, ReadonlySet<string>>({
    source: () => this.detail().attempt(),
    computation: () => new Set(),
  });

  protected toggleTask(hash: string): void {
    this.details.update((shown) => {
      const next = new Set(shown);
      if (!next.delete(hash)) next.add(hash);
      return next;
    });
  }

  protected show(view: StepsView): void {
    this.preferences.steps.set(view);
    this.chosen.emit(null);
  }

  protected showTasks(process: string | null): void {
    this.chosen.emit({ status: null, process, sort: 'first_seen' });
  }

  protected tasksOf(line: StepLine) {
    return this.whole().has(line.process) ? line.tasks : line.tasks.slice(0, FIRST);
  }

  protected showAll(line: StepLine): void {
    this.whole.update((all) => new Set(all).add(line.process));
  }
}

/** The tasks of all steps, in the order in which they were first seen. */
function tasksInOrder(lines: readonly StepLine[], tasks: readonly TaskView[]): TaskLine[] {
  const byHash = new Map(lines.flatMap((line) => line.tasks).map((line) => [line.task.hash, line]));
  return tasks.flatMap(({ hash }) => byHash.get(hash) ?? []);
}

const isUnderWay = (line: StepLine): boolean => line.look.key === 'running';
const hasFewTasks = ({ tasks }: StepLine): boolean => tasks.length > 1 && tasks.length <= FEW;
