import type { PreviewReason, RedoResponse, TaskView } from '@reprise/contracts';

/** Tasks of a process that run again, as a runner found them, or because no task stays cached. */
export interface RedoneGroup extends Omit<RedoResponse['groups'][number], 'reason'> {
  readonly reason: PreviewReason;
}
export type FoundTasks = Pick<RedoResponse, 'steps' | 'cached' | 'kept' | 'use_uncached'> & {
  readonly groups: readonly RedoneGroup[];
};

/** Marks all tasks that a runner found cached as running again. @param tasks those of the session */
export function allAgain(found: RedoResponse, tasks: readonly TaskView[]): FoundTasks {
  const known = new Set(found.groups.flatMap(({ hashes }) => hashes));
  const cached = Object.keys(found.cached).map((process): RedoneGroup => {
    const hashes = tasks.filter((task) => task.process === process).map(({ hash }) => hash);
    const left = new Set(hashes.filter((hash) => !known.has(hash)));
    return { process, reason: 'nextflow', uses: null, is_moved: false, hashes: [...left] };
  });
  return {
    ...(found.kept && { kept: found.kept }),
    steps: found.steps,
    cached: {},
    groups: [...found.groups, ...cached],
  };
}
