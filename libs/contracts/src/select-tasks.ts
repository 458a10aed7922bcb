import type { TaskView } from './views/details.ts';

/** Orders of a list of tasks: as they were first seen, or the greatest value first and unknown values last. */
export const TASK_SORTS = ['first_seen', 'duration_ms', 'peak_rss', 'cpu_percent'] as const;
export type TaskSort = (typeof TASK_SORTS)[number];

/** Filters and order of a list of tasks, as in `GET /api/jobs/{id}/tasks`. */
export interface TaskSelection {
  /** All if absent. */
  readonly status?: readonly TaskView['status'][] | undefined;
  /** Full name of a Nextflow process; all if absent. */
  readonly process?: string | undefined;
  /** Default: `first_seen`. */
  readonly sort?: TaskSort | undefined;
}

type Selectable = Pick<TaskView, 'status' | 'process' | Exclude<TaskSort, 'first_seen'>>;

/** Returns the selected tasks, in order. @param tasks in the order in which they were first seen */
export function selectTasks<T extends Selectable>(
  tasks: readonly T[],
  { status, process, sort = 'first_seen' }: TaskSelection,
): T[] {
  const selected = tasks.filter(
    (task) => (status === undefined || status.includes(task.status)) && (process ?? task.process) === task.process,
  );
  if (sort === 'first_seen') return selected;
  return selected.toSorted((a, b) => (b[sort] ?? UNKNOWN) - (a[sort] ?? UNKNOWN));
}

/** Below all known values. */
export const UNKNOWN = -1;
