import { loggedTasks, shortHash } from './logged-tasks.ts';
import { hashesInCache, type EndedRun } from './session-cache.ts';
import { tracedStatuses } from './traced-statuses.ts';

/** Numbers of a run's tasks. */
export interface FinishedTasks {
  /** Tasks that succeeded or were cached. */
  readonly finished: number;
  /** Finished tasks that a resume runs again, because Nextflow's cache does not record that they succeeded. */
  readonly lost: number;
}

const GOOD: ReadonlySet<string> = new Set(['COMPLETED', 'CACHED']);

/**
 * Counts the finished tasks of a run. If a task succeeds while Nextflow cannot publish its results or has aborted, the
 * cache lacks the task or contains it as `ABORTED`. The status of such a task in the trace also differs from
 * `COMPLETED` (seen with 25.04.4).
 */
export async function finishedTasks(run: EndedRun): Promise<FinishedTasks> {
  const [tasks, traced] = [await loggedTasks(run.attemptDir), await tracedStatuses(run.attemptDir)];
  const inCache = await hashesInCache(run, tasks);
  const logged = [...[...tasks.succeeded].map(shortHash), ...tasks.cached];
  const good = [...traced].flatMap(([hash, status]) => (GOOD.has(status) ? hash : []));
  const finished = [...new Set([...logged, ...good])].filter((hash) => traced.get(hash) !== 'FAILED');
  const isLost = (hash: string) => !GOOD.has(traced.get(hash) ?? 'COMPLETED') || inCache?.has(hash) === false;
  return { finished: finished.length, lost: finished.filter(isLost).length };
}
