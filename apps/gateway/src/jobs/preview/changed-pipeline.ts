import type { AttemptView, RunPreview, TaskView } from '@reprise/contracts';

export interface PipelineChange {
  /** Revision of the latest attempt whose tasks may have changed, and that of now; null where there is none. */
  readonly changed: RunPreview['pipeline_changed'];
  /** Attempts that ran another revision than that of now. */
  readonly attempts: ReadonlySet<number>;
}

/**
 * Compares the revisions that the attempts of a session ran with that of now. Tasks that a later attempt found again count
 * for that one. Which files differ is not known: a revision is a digest of all.
 * @param now null where it is not known, or cannot change
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
