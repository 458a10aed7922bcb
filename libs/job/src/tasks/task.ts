import type { CacheMiss, DataOf, TaskEvent, TaskStatus } from '@reprise/contracts';

type TaskFactsEvent = Extract<TaskEvent, { type: `task_${string}` }>;

/** A task as folded from its events. */
export interface Task extends DataOf<'task_completed'> {
  readonly status: TaskStatus;
  /** Absent if none was reported. */
  readonly cache_miss?: CacheMiss;
}

export const statusOf: Record<TaskFactsEvent['type'], TaskStatus> = {
  task_submitted: 'submitted',
  task_cache_missed: 'submitted',
  task_started: 'running',
  task_cached: 'cached',
  task_completed: 'completed',
  task_failed: 'failed',
  task_retried: 'retried',
  task_aborted: 'aborted',
};

/**
 * Precedence of statuses. An end that was observed takes precedence over `aborted`, which only means that no end was
 * observed.
 */
const weight: Record<TaskStatus, number> = {
  submitted: 0,
  running: 1,
  aborted: 2,
  retried: 3,
  failed: 4,
  completed: 5,
  cached: 6,
};

/** Returns the earlier of two times, each of which may be unknown. */
export const earlier = (a: string | null, b: string | null) => (a && b ? (a < b ? a : b) : (a ?? b));
export const later = (a: string | null, b: string | null) => (a && b ? (a > b ? a : b) : (a ?? b));

/** Folds a task event into its task. Independent of the order of events; repetitions change nothing. */
export function evolveTask(task: Task | undefined, event: Pick<TaskFactsEvent, 'type' | 'data'>): Task {
  const seen: Task = { ...event.data, status: statusOf[event.type] };
  if (!task) return seen;
  const [more, less] = weight[seen.status] >= weight[task.status] ? [seen, task] : [task, seen];
  const merged: Record<string, unknown> = { ...less, ...more };
  for (const key in merged) merged[key] ??= less[key as keyof Task] ?? null;
  return {
    ...(merged as unknown as Task),
    submitted_at: earlier(less.submitted_at, more.submitted_at),
    started_at: earlier(less.started_at, more.started_at),
    completed_at: later(less.completed_at, more.completed_at),
  };
}

export const isTaskFacts = (event: { type: string }): event is TaskFactsEvent => event.type in statusOf;
