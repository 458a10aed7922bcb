import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ending } from '@reprise/executors';
import { isOpen } from '@reprise/job';
import { inspectAttempt, listTree, listTreesOfNow } from '@reprise/nextflow';
import type { JobStateCache } from '../state/job-state-cache.ts';
import type { AttemptTasks } from '../attempt/attempt-tasks.ts';
import { hasEndMarker, provenBy } from '../attempt/end-marker.ts';
import { jobPaths } from '../attempt/job-paths.ts';
import { isHeldBy, localAttempt, type LocalAttempt } from '../attempt/attempt.ts';
import { settleMoves } from '../start/restart-moves.ts';
import { readStartRecord } from '../start/start-record.ts';

interface Options {
  readonly dataDir: string;
  readonly runnerId: string;
  readonly tasks: AttemptTasks;
  /** Receives a job if not everything could be ended. The others are still processed. */
  readonly onError: (error: unknown, jobId: string) => void;
  /**
   * Receives a job whose last attempt has ended but left processes here, or may have remote tasks. They are ended
   * later, because the runner's startup must not wait for them.
   */
  readonly onLeft: (jobId: string) => void;
}

/**
 * Ends the orphans of all jobs on this storage, because another runner may have reported these jobs as lost while this
 * runner was offline. Restores files that were moved for attempts that did not start.
 */
export async function terminateOrphans(
  cache: JobStateCache,
  { dataDir, runnerId, tasks, onError, onLeft }: Options,
): Promise<string[]> {
  const ended: string[] = [];
  const listNow = listTreesOfNow();
  for (const jobId of await list(join(dataDir, 'jobs'))) {
    const { state } = cache.job(jobId);
    if (isHeldBy(runnerId, state)) continue;
    try {
      const attempts = await attemptsOf(dataDir, jobId);
      for (const orphan of attempts) if (isUp(orphan)) ended.push(await terminated(orphan, tasks));
      // Before it started, the last attempt had ended leftovers of earlier ones.
      const last = attempts.at(-1);
      if (last && !hasEndMarker(last.attemptDir) && (hasLeft(last, listNow) || (await tasks.mayBeElsewhere(last))))
        onLeft(jobId);
      // Moves of an open job are settled by the runner that starts it.
      if (!isOpen(state)) await settleMoves(localAttempt(dataDir, jobId, 0), true);
    } catch (error) {
      onError(error, jobId);
    }
  }
  return ended;
}

/** Leftovers of a job that were ended although this runner does not hold the job. */
export interface EndedOrphans {
  /** Attempts with processes here, as `<job>/<attempt>`. */
  readonly ended: readonly string[];
  /** Remote executors that have proven the job's end, now or earlier. */
  readonly executors: readonly Ending[];
}

/**
 * Ends the leftovers of a job that this runner does not hold.
 * @throws Error if tasks could not be ended, or are not proven to have ended
 */
export async function terminateOrphansOf(jobId: string, dataDir: string, tasks: AttemptTasks): Promise<EndedOrphans> {
  const ended: string[] = [];
  const attempts = await attemptsOf(dataDir, jobId);
  for (const orphan of attempts)
    if (isUp(orphan) || hasLeft(orphan, listTree)) ended.push(await terminated(orphan, tasks));
  // The query for the last attempt covers the earlier ones.
  const last = attempts.at(-1);
  if (!last) return { ended, executors: [] };
  const executors = hasEndMarker(last.attemptDir) ? await provenBy(last.attemptDir) : await endElsewhere(last, tasks);
  return { ended, executors };
}

async function terminated(orphan: LocalAttempt, tasks: AttemptTasks): Promise<string> {
  const { survivors } = await tasks.terminate(orphan);
  tasks.forget(orphan);
  if (survivors.length === 0) return orphan.key;
  throw new Error(
    `Attempt ${String(orphan.attempt)} is over, but processes of it could not be ended: ${survivors.join(', ')}`,
  );
}

async function endElsewhere(orphan: LocalAttempt, tasks: AttemptTasks): Promise<readonly Ending[]> {
  const { unproven, executors } = await tasks.endElsewhere(orphan);
  if (unproven.length > 0)
    throw new Error(
      `Attempt ${String(orphan.attempt)} is over, but its tasks are not proven to have ended. ${unproven.join('. ')}`,
    );
  return executors;
}

/** Whether the attempt's Nextflow is alive. */
function isUp({ attemptDir }: LocalAttempt): boolean {
  const { status } = inspectAttempt(attemptDir);
  return status === 'gated' || status === 'running';
}

/** Whether an attempt that was launched here has live processes. */
const hasLeft = (orphan: LocalAttempt, listed: (orphan: LocalAttempt) => readonly unknown[]): boolean =>
  inspectAttempt(orphan.attemptDir).status !== 'none' && listed(orphan).length > 0;

/** Attempts in order, each with its own work dir. If the storage is shared, another runner may run a later attempt. */
async function attemptsOf(dataDir: string, jobId: string): Promise<LocalAttempt[]> {
  const numbers = (await list(join(jobPaths(dataDir, jobId).root, 'attempts'))).map(Number);
  return Promise.all(numbers.toSorted((a, b) => a - b).map((attempt) => orphanOf(dataDir, jobId, attempt)));
}

async function orphanOf(dataDir: string, jobId: string, attempt: number): Promise<LocalAttempt> {
  const orphan = localAttempt(dataDir, jobId, attempt);
  const start = await readStartRecord(orphan.attemptDir).catch(() => null);
  return start ? { ...orphan, workRoot: start.work_dir } : orphan;
}

const list = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
