import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isOpen } from '@reprise/job';
import { inspectAttempt, listTree } from '@reprise/nextflow';
import type { JobStateCache } from '../state/job-state-cache.ts';
import type { ProcessTrees } from '../attempt/process-trees.ts';
import { jobPaths } from '../attempt/job-paths.ts';
import { isHeldBy, localAttempt } from '../attempt/attempt.ts';
import { settleMoves } from '../start/restart-moves.ts';

interface Options {
  readonly dataDir: string;
  readonly runnerId: string;
  readonly trees: ProcessTrees;
  /** Receives a job of which not all could be ended; the others are worked on all the same. */
  readonly onError: (error: unknown, jobId: string) => void;
}

/**
 * Ends orphans of all jobs on this storage, and puts back what was moved for attempts that did not start: while this
 * runner was away, another one may have recorded them as lost.
 */
export async function terminateOrphans(
  cache: JobStateCache,
  { dataDir, runnerId, trees, onError }: Options,
): Promise<string[]> {
  const ended: string[] = [];
  for (const jobId of await list(join(dataDir, 'jobs'))) {
    const { state } = cache.job(jobId);
    if (isHeldBy(runnerId, state)) continue;
    try {
      // A start would look at all processes once for each attempt that ever was.
      ended.push(...(await terminateOrphansOf(jobId, dataDir, trees, false)));
      // Of an open job, the runner that starts it settles them.
      if (!isOpen(state)) await settleMoves(localAttempt(dataDir, jobId, 0), true);
    } catch (error) {
      onError(error, jobId);
    }
  }
  return ended;
}

/**
 * Ends what still runs here of a job that this runner does not hold. Returns what was ended, as `<job>/<attempt>`.
 * @param looksAtEnded whether tasks are looked for that an ended Nextflow left
 * @throws Error processes could not be ended
 */
export async function terminateOrphansOf(
  jobId: string,
  dataDir: string,
  trees: ProcessTrees,
  looksAtEnded = true,
): Promise<string[]> {
  const ended: string[] = [];
  for (const attempt of await list(join(jobPaths(dataDir, jobId).root, 'attempts'))) {
    const orphan = localAttempt(dataDir, jobId, Number(attempt));
    const { status } = inspectAttempt(orphan.attemptDir);
    const runs = status === 'gated' || status === 'running';
    const left = !runs && looksAtEnded && status !== 'none' && listTree(orphan).length > 0;
    if (!runs && !left) continue;
    const { survivors } = await trees.terminate(orphan);
    trees.forget(orphan);
    if (survivors.length)
      throw new Error(`Attempt ${attempt} is over, but processes of it could not be ended: ${survivors.join(', ')}`);
    ended.push(orphan.key);
  }
  return ended;
}

const list = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
