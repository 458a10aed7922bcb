import type { TaskStatus } from '@reprise/contracts';
import { selectTasks, TASK_SORTS, type TaskSort } from '@reprise/contracts/select-tasks';
import { TASK_STATUS } from '../../../shared/status/status.ts';
import type { ListedTask } from './listed-task.ts';

/** Which tasks the list shows, and in which order. */
export interface TaskChoice {
  /** All if null. */
  readonly status: TaskStatus | null;
  /** Full name of a Nextflow process; all if null. */
  readonly process: string | null;
  readonly sort: TaskSort;
}

/** The choice in the page's address, with the API's names. */
export type ChoiceParams = Readonly<Record<'view' | keyof TaskChoice, string | null | undefined>>;

/** Returns the choice in the address; null if the address requests the timeline. Unknown values are ignored. */
export function choiceFrom({ view, status, process, sort }: ChoiceParams): TaskChoice | null {
  if (view !== 'tasks') return null;
  return {
    status: STATUSES.find((each) => each === status) ?? null,
    process: process ?? null,
    sort: TASK_SORTS.find((each) => each === sort) ?? 'first_seen',
  };
}

/** Returns the address parameters for a choice. Those with the default value are null. */
export function paramsOf(choice: TaskChoice | null): ChoiceParams {
  if (choice === null) return { view: null, status: null, process: null, sort: null };
  return { view: 'tasks', ...choice, sort: choice.sort === 'first_seen' ? null : choice.sort };
}

/** Returns the chosen tasks. They are sorted by the time that is shown, which even running tasks have. */
export function chosenLines(lines: readonly ListedTask[], { status, process, sort }: TaskChoice): ListedTask[] {
  const tasks = lines.map((line) => ({ ...line.task, duration_ms: line.durationMs, line }));
  const selection = { status: status ? [status] : undefined, process: process ?? undefined, sort };
  return selectTasks(tasks, selection).map(({ line }) => line);
}

/** Returns the statuses that tasks have, and the chosen one, each with the number of its tasks. */
export function statusesIn(
  lines: readonly ListedTask[],
  chosen: TaskStatus | null,
): { key: TaskStatus; label: string }[] {
  const countOf = (key: TaskStatus) => lines.filter(({ task }) => task.status === key).length;
  return STATUSES.map((key) => ({ key, count: countOf(key) }))
    .filter(({ key, count }) => count > 0 || key === chosen)
    .map(({ key, count }) => ({ key, label: `${TASK_STATUS[key].word} (${String(count)})` }));
}

const STATUSES = Object.keys(TASK_STATUS) as TaskStatus[];
