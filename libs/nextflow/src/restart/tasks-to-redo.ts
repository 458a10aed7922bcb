import type { TaskNode } from './task-graph.ts';

/**
 * Why a task runs again: its step was chosen; its command contains an old value of a changed parameter; it depends on a
 * task that runs again; it may depend on one, because not all of its inputs are known; Nextflow's cache lacks it; it
 * has not succeeded yet.
 */
export type RedoReason = 'chosen' | 'changed' | 'uses' | 'may_use' | 'not_cached' | 'unfinished';

export interface Redo {
  readonly reason: RedoReason;
  /** Path of the task it depends on. */
  readonly uses?: string;
  /**
   * Whether its dir is moved aside. Other tasks run again anyway, because their hash changes or they are not cached.
   */
  readonly isMoved: boolean;
}

/**
 * Decides which tasks run again in a restart from a step: those of the step and all their descendants; if parameters
 * changed, also those whose command contains an old value, and their descendants. Pure.
 * @param step full process name; null for a resume, which moves nothing
 * @param isCached whether Nextflow's cache records that a task succeeded; otherwise the task and all its dependents run
 * again
 */
export function tasksToRedo(
  tasks: readonly TaskNode[],
  step: string | null,
  isCached: (task: TaskNode) => boolean = () => true,
): Map<string, Redo> {
  const redo = new Map<string, Redo>();
  const usersOf = users(tasks);
  const chosen = step === null ? [] : tasks.filter(({ process }) => process === step);
  for (const { path } of chosen) redo.set(path, { reason: 'chosen', isMoved: true });
  spread([...redo.keys()], usersOf, redo, true);
  // Descendants end after their dependencies, so the first to end is one of the chosen tasks.
  const firstEnd = Math.min(...chosen.map(({ ended }) => ended));
  for (const { path, unclear_since } of tasks)
    if (unclear_since !== null && unclear_since >= firstEnd && !redo.has(path)) {
      redo.set(path, { reason: 'may_use', isMoved: step !== null });
      spread([path], usersOf, redo, step !== null);
    }
  const changed = tasks.filter(({ path, holds }) => holds.length > 0 && !redo.has(path));
  for (const { path } of changed) redo.set(path, { reason: 'changed', isMoved: false });
  spread(
    changed.map(({ path }) => path),
    usersOf,
    redo,
    false,
  );
  const uncached = tasks.filter((task) => (!task.succeeded || !isCached(task)) && !redo.has(task.path));
  for (const { path, succeeded } of uncached)
    redo.set(path, { reason: succeeded ? 'not_cached' : 'unfinished', isMoved: false });
  spread(
    uncached.map(({ path }) => path),
    usersOf,
    redo,
    false,
  );
  return redo;
}

function users(tasks: readonly TaskNode[]): Map<string, string[]> {
  const usersOf = new Map<string, string[]>();
  for (const { path, inputs } of tasks)
    for (const input of inputs) {
      const paths = usersOf.get(input);
      if (paths) paths.push(path);
      else usersOf.set(input, [path]);
    }
  return usersOf;
}

/** Adds all descendants of some tasks. */
function spread(
  from: readonly string[],
  usersOf: ReadonlyMap<string, readonly string[]>,
  redo: Map<string, Redo>,
  isMoved: boolean,
): void {
  const open = [...from];
  for (let uses = open.shift(); uses !== undefined; uses = open.shift())
    for (const path of usersOf.get(uses) ?? []) {
      if (redo.has(path)) continue;
      redo.set(path, { reason: 'uses', uses, isMoved });
      open.push(path);
    }
}
