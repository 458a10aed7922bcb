import { Component, computed, input, linkedSignal, output } from '@angular/core';
import type { TaskView } from '@reprise/contracts';
import { memoryText } from '@reprise/contracts/resource-text';
import type { TaskSort } from '@reprise/contracts/select-tasks';
import type { Frozen } from '@reprise/contracts/frozen-times';
import type { LiveTask } from '../../../shared/attempt/executors/executor-listings.ts';
import { Button } from '../../../shared/parts/button.ts';
import { count, plural, shortDuration } from '../../../shared/format.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import { TaskDetail } from './task-detail.ts';
import type { ListedTask } from './listed-task.ts';
import { chosenLines, statusesIn, type TaskChoice } from './task-choice.ts';

/** Number of rows shown initially, and added on request. */
const ROWS = 100;

const SORTS: readonly { readonly key: TaskSort; readonly word: string }[] = [
  { key: 'first_seen', word: 'As they began' },
  { key: 'duration_ms', word: 'Slowest first' },
  { key: 'peak_rss', word: 'Most memory first' },
  { key: 'cpu_percent', word: 'Most CPU first' },
];

/** All tasks of an attempt in one table, filtered by status and step, and sorted by time, memory or CPU. */
@Component({
  selector: 'rp-task-list',
  imports: [Button, Icon, TaskDetail],
  templateUrl: './task-list.html',
  styleUrl: './task-list.css',
})
export class TaskList {
  readonly jobId = input.required<string>();
  /** In the order in which the tasks were first seen. */
  readonly lines = input.required<readonly ListedTask[]>();
  readonly choice = input.required<TaskChoice>();
  /** A past state of the job, without files. */
  readonly past = input.required<boolean>();
  readonly live = input.required<(task: TaskView) => LiveTask | undefined>();
  readonly frozen = input.required<readonly Frozen[]>();
  readonly changed = output<TaskChoice>();
  /** Emits the hash of the task whose log to show. */
  readonly log = output<string>();
  protected readonly sorts = SORTS;
  protected readonly statuses = computed(() => statusesIn(this.lines(), this.choice().status));
  protected readonly steps = computed(() => {
    const steps = new Map(this.lines().map(({ task }) => [task.process, task.step]));
    const { process } = this.choice();
    if (process !== null && !steps.has(process)) steps.set(process, process);
    return [...steps].map(([key, step]) => ({ key, step }));
  });
  protected readonly chosen = computed(() => chosenLines(this.lines(), this.choice()));
  private readonly most = linkedSignal({ source: this.choice, computation: () => ROWS });
  protected readonly rows = computed(() => this.chosen().slice(0, this.most()));
  protected readonly total = computed(() => {
    const [chosen, all] = [this.chosen().length, this.lines().length];
    return chosen === all ? plural(all, 'task') : `${count(chosen)} of ${plural(all, 'task')}`;
  });
  /** Hashes of the tasks with expanded details. */
  protected readonly details = linkedSignal<string, ReadonlySet<string>>({
    source: this.jobId,
    computation: () => new Set(),
  });
  protected readonly shortDuration = shortDuration;
  protected readonly memoryText = memoryText;
  protected readonly percent = (value: number) => `${value.toFixed(0)} %`;

  protected outcomeOf({ look, task }: ListedTask): string {
    return task.exit_code ? `${look.word}, exit ${String(task.exit_code)}` : look.word;
  }

  protected change(part: Partial<TaskChoice>): void {
    this.changed.emit({ ...this.choice(), ...part });
  }

  protected showAll(): void {
    this.change({ status: null, process: null });
  }

  protected more(): void {
    this.most.update((most) => most + ROWS);
  }

  protected toggle(hash: string): void {
    this.details.update((shown) => {
      const next = new Set(shown);
      if (!next.delete(hash)) next.add(hash);
      return next;
    });
  }
}
