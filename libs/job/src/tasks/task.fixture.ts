import type { DataOf, TaskEvent, TaskStatus } from '@reprise/contracts';
import { evolveAttempt, noProgress, type Progress } from './progress.ts';
import type { statusOf } from './task.ts';
import { evolveTask, isTaskFacts, type Task } from './task.ts';

type TaskType = keyof typeof statusOf;
type Facts = DataOf<'task_submitted'>;

export const at = (second: number): string => new Date(Date.UTC(2026, 0, 1, 9, 0, second)).toISOString();

/** A task event of a step; unmeasured values are null. */
export const seen = (type: TaskType, step: string, hash = 'aa/000001', more: Partial<Facts> = {}) =>
  ({
    type,
    data: {
      attempt: 1,
      process: step.toUpperCase(),
      step,
      tag: 'DEMO1',
      name: `${step.toUpperCase()} (DEMO1)`,
      hash,
      work_dir: `/work/${hash}`,
      try: 1,
      submitted_at: null,
      started_at: null,
      completed_at: null,
      exit_code: null,
      duration_ms: null,
      peak_rss: null,
      cpu_percent: null,
      error_action: null,
      ...(type === 'task_cache_missed' ? { cache_miss: { attempt: 1, hash: 'ff/000000', changes: [] } } : {}),
      ...more,
    },
  }) as Extract<TaskEvent, { type: TaskType }>;

export const plan = (...steps: string[]) =>
  ({
    type: 'plan_observed',
    data: { attempt: 1, steps: steps.map((step) => ({ process: step.toUpperCase(), step })), edges: [] },
  }) as unknown as TaskEvent;

export const stall = (tasks_waiting: number) =>
  ({ type: 'stall_observed', time: at(5), data: { attempt: 1, tasks_waiting } }) as unknown as TaskEvent;

/** Folds an attempt and its tasks like a caller that keeps tasks by hash. */
export function observe(events: readonly TaskEvent[]): { progress: Progress; tasks: Map<string, Task> } {
  const tasks = new Map<string, Task>();
  let progress = noProgress;
  for (const event of events) {
    const before = isTaskFacts(event) ? tasks.get(event.data.hash) : undefined;
    const after = evolveAttempt(progress, before, event);
    progress = after.progress;
    if (after.task) tasks.set(after.task.hash, after.task);
  }
  return { progress, tasks };
}

export const statusAfter = (...types: TaskType[]): TaskStatus | undefined =>
  types.map((type) => seen(type, 'Align')).reduce<Task | undefined>((task, event) => evolveTask(task, event), undefined)
    ?.status;
