import { loggedTasks, shortHash } from './logged-tasks.ts';
import { hashesInCache, type EndedRun } from './session-cache.ts';
import { tracedStatuses } from './traced-statuses.ts';

/** Numbers of tasks of a run. */
export interface FinishedTasks {
  /** Tasks that ended well, or were taken from the cache. */
  readonly finished: number;
  /** Those of them that a resume runs again, since Nextflow's cache has no good end of them. */
  readonly lost: number;
}

const GOOD: ReadonlySet<string> = new Set(['COMPLETED', 'CACHED']);

/**
 * Counts the finished tasks of a run. One that ended well while Nextflow could not publish its results, or had aborted, is
 * not in the cache, or as `ABORTED`; its status in the trace is then another than `COMPLETED` too (seen with 25.04.4).
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
