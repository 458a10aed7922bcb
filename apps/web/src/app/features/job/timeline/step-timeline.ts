import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { JobView } from '@reprise/contracts';
import { Clock } from '../../../core/clock.ts';
import { shortDuration } from '../../../shared/format.ts';
import { LoadError } from '../../../shared/load-error.ts';
import { Icon } from '../../../shared/icon.ts';
import { placeOf } from '../../../shared/status/progress.ts';
import { AttemptTabs } from '../attempts/attempt-tabs.ts';
import type { JobDetail } from '../detail/job-detail.ts';
import { Lane } from './lane.ts';
import { type StepLine, timelineOf } from './timeline.ts';

/** Tasks of a step shown before a person asks for all. */
const FIRST = 40;
/** Steps with few tasks open by themselves when they need a look. */
const FEW = 8;

const LEGEND = [
  { fill: 'done', word: 'Done' },
  { fill: 'running', word: 'Running' },
  { fill: 'cached', word: 'Cached' },
  { fill: 'failed', word: 'Failed try' },
  { fill: 'stopped', word: 'Stopped' },
];

/** Steps along the time of an attempt, each with its tasks; a table to a screen reader. */
@Component({
  selector: 'rp-step-timeline',
  imports: [AttemptTabs, Icon, Lane, LoadError, MatButton, RouterLink],
  templateUrl: './step-timeline.html',
  styleUrl: './step-timeline.css',
})
export class StepTimeline {
  private readonly clock = inject(Clock);
  readonly detail = input.required<JobDetail>();
  readonly job = input.required<JobView>();
  readonly log = output<string>();
  /** A task that is stopped is not told when: its event is. */
  private readonly stopped = computed(
    () =>
      new Map(
        this.detail()
          .told()
          .filter((entry) => entry.type === 'task_aborted')
          .filter(({ attempt }) => attempt === this.detail().attempt())
          .map(({ at, data }) => [data.hash, Date.parse(at)]),
      ),
  );
  protected readonly timeline = computed(() =>
    timelineOf({
      // a step is told as not reached only once it is known that none of its tasks were
      plan: this.detail().tasksKnown() ? (this.detail().attemptView()?.steps ?? this.job().steps) : [],
      tasks: this.detail().tasks(),
      attempt: this.detail().attemptView(),
      now: this.clock.now(),
      stopped: this.stopped(),
      sampleName: this.job().sample_name,
    }),
  );
  /** The attempt that is shown beside the one before it; of the first, beside the second. */
  protected readonly compared = computed(() => {
    const shown = Math.max(2, this.detail().attempt());
    return this.detail().attempts().length > 1 ? { a: shown - 1, b: shown } : null;
  });
  protected readonly legend = LEGEND;
  protected readonly place = computed(() =>
    // Also while it is stopped: the place is what the steps below show.
    this.detail().attempt() === this.job().attempt ? placeOf({ ...this.job(), pending_action: null }) : '',
  );
  /** Steps a person opened or closed, by process; the others follow `opensItself`. */
  private readonly toggled = linkedSignal<number, ReadonlyMap<string, boolean>>({
    source: () => this.detail().attempt(),
    computation: () => new Map(),
  });
  private readonly whole = linkedSignal<number, ReadonlySet<string>>({
    source: () => this.detail().attempt(),
    computation: () => new Set(),
  });

  protected isOpen(line: StepLine): boolean {
    return this.toggled().get(line.process) ?? opensItself(line);
  }

  protected toggle(line: StepLine): void {
    const open = !this.isOpen(line);
    this.toggled.update((all) => new Map(all).set(line.process, open));
  }

  protected tasksOf(line: StepLine) {
    return this.whole().has(line.process) ? line.tasks : line.tasks.slice(0, FIRST);
  }

  protected showAll(line: StepLine): void {
    this.whole.update((all) => new Set(all).add(line.process));
  }

  protected time(ms: number | null): string {
    return ms === null ? '–' : shortDuration(ms);
  }
}

const opensItself = (line: StepLine): boolean =>
  line.tasks.length > 1 && line.tasks.length <= FEW && (line.look.key === 'running' || line.look.key === 'failed');
