import type { AttemptView, RunPreview, TaskView } from '@reprise/contracts';

export interface PipelineChange {
  /** Revision of the latest attempt whose tasks may have changed, and the current one; null if there is none. */
  readonly changed: RunPreview['pipeline_changed'];
  /** Attempts that ran a revision other than the current one. */
  readonly attempts: ReadonlySet<number>;
}

/**
 * Compares the revisions of a session's attempts with the current one. Tasks that a later attempt found in the cache
 * count towards that attempt. It is unknown which files differ, because a revision is a digest of all files.
 * @param now current revision; null if it is unknown or cannot change
 */
export function changedPipeline(
  session: readonly Pick<AttemptView, 'attempt' | 'pipeline_revision'>[],
  tasks: readonly Pick<TaskView, 'name' | 'attempt'>[],
  now: string | null,
): PipelineChange {
  const started = session.flatMap(({ attempt, pipeline_revision: ran }) => (ran === null ? [] : { attempt, ran }));
  const others = now === null ? [] : started.filter(({ ran }) => ran !== now);
  const withTasks = new Set(tasks.length > 0 ? latestAttempts(tasks).values() : [started.at(-1)?.attempt]);
  const last = others.findLast(({ attempt }) => withTasks.has(attempt));
  return {
    changed: last && now !== null ? { ran: last.ran, now } : null,
    attempts: new Set(others.map(({ attempt }) => attempt)),
  };
}

/** Returns the latest attempt of each task, by name. */
export function latestAttempts(tasks: readonly Pick<TaskView, 'name' | 'attempt'>[]): ReadonlyMap<string, number> {
  const attempts = new Map<string, number>();
  for (const { name, attempt } of tasks) attempts.set(name, Math.max(attempt, attempts.get(name) ?? 0));
  return attempts;
}
