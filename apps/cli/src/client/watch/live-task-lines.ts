import type { ExecutorListings, TaskView } from '@reprise/contracts';
import { taskStateText } from '@reprise/contracts/executor-text';
import { tableLines } from '../terminal/table.ts';

/** A screen has no room for more. */
const MOST_TASKS = 20;

type Live = ExecutorListings['executors'][number]['tasks'][number];

/** Returns a table of the live remote tasks: native id, the executor's state, and the task. */
export function liveTaskLines(
  executors: ExecutorListings['executors'],
  tasks: readonly TaskView[],
  width: number,
): string[] {
  const live = executors.flatMap(({ label, tasks: found }) => found.map((task) => ({ label, task })));
  const nameOf = ({ native_id, work_dir }: Live) =>
    tasks.find((task) => task.native_id === native_id || (work_dir !== null && task.work_dir === work_dir))?.name ?? '';
  const lines = tableLines(
    live.slice(0, MOST_TASKS),
    [
      { title: 'On', cell: ({ label }) => label },
      { title: 'Id', cell: ({ task }) => task.native_id, align: 'right' },
      { title: 'State', cell: ({ task }) => taskStateText(task) },
      { title: 'Task', cell: ({ task }) => nameOf(task), shrinksTo: 10, dropOrder: 1 },
    ],
    width,
  );
  return live.length > MOST_TASKS ? [...lines, `and ${String(live.length - MOST_TASKS)} more`] : lines;
}
