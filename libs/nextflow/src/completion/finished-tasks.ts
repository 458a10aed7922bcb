import { sessionOf } from '../command/session-history.ts';
import { loggedTasks, shortHash } from './logged-tasks.ts';
import { tracedStatuses } from './traced-statuses.ts';
import { cacheDatabase, keysOf } from './uncached-reason.ts';

/** Folders and name of a run that has ended. */
export interface EndedRun {
  attemptDir: string;
  launchDir: string;
  runName: string;
}

/** Numbers of tasks of a run. */
export interface FinishedTasks {
  /** Tasks that ended well, or were taken from the cache. */
  readonly finished: number;
  /** Those of them that a resume runs again, since Nextflow's cache has no good end of them. */
  readonly lost: number;
}

/**
 * Counts the finished tasks of a run. One that ended well while Nextflow could not publish its results, or had aborted, is
 * not in the cache, or as `ABORTED`; its status in the trace is then another than `COMPLETED` too (seen with 25.04.4).
 */
export async function finishedTasks(run: EndedRun): Promise<FinishedTasks> {
  const [tasks, traced, database] = [
    await loggedTasks(run.attemptDir),
    await tracedStatuses(run.attemptDir),
    await databaseOf(run),
  ];
  const keys = database === null ? null : await keysOf(database);
  const inCache = keys && new Set([...keys].map(shortHash));
  const succeeded = [...tasks.succeeded].map(shortHash).filter((hash) => traced.get(hash) !== 'FAILED');
  const completed = [...traced].filter(([, status]) => status === 'COMPLETED').map(([hash]) => hash);
  const cached = [...traced].filter(([, status]) => status === 'CACHED').map(([hash]) => hash);
  const kept = new Set([...tasks.cached, ...cached]);
  const ran = [...new Set([...succeeded, ...completed])].filter((hash) => !kept.has(hash));
  const isLost = (hash: string) => (traced.get(hash) ?? 'COMPLETED') !== 'COMPLETED' || inCache?.has(hash) === false;
  return { finished: kept.size + ran.length, lost: ran.filter(isLost).length };
}

/** Returns the cache of the run's session; null where that is not known, which its watch has reported. */
export async function databaseOf({ launchDir, runName }: EndedRun): Promise<string | null> {
  const session = await sessionOf(launchDir, runName).catch(() => null);
  return session === null ? null : cacheDatabase(launchDir, session);
}
