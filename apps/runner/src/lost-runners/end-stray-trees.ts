import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isOpen } from '@reprise/job';
import { endTree, inspectAttempt } from '@reprise/nextflow';
import type { Board } from '../board/board.ts';
import { placesOf } from '../files/places.ts';

/**
 * Ends every tree on this storage whose attempt is over: while this runner was away, another one may have recorded its
 * end as lost. Trees of attempts that this runner still holds are left to it.
 */
export async function endStrayTrees(
  board: Board,
  { dataDir, runnerId, graceMs }: { dataDir: string; runnerId: string; graceMs: number },
): Promise<string[]> {
  const ended: string[] = [];
  for (const jobId of await list(join(dataDir, 'jobs'))) {
    const { state } = board.job(jobId);
    const held = isOpen(state) && state.claimed_by === runnerId ? state.attempt : null;
    for (const attempt of await list(join(placesOf(dataDir, jobId).root, 'attempts'))) {
      const attemptDir = placesOf(dataDir, jobId).attemptDir(Number(attempt));
      if (Number(attempt) === held || !['gated', 'running'].includes(inspectAttempt(attemptDir).status)) continue;
      await endTree({ attemptDir, marker: { REPRISE_JOB_ID: jobId, REPRISE_ATTEMPT: attempt }, graceMs });
      ended.push(`${jobId}/${attempt}`);
    }
  }
  return ended;
}

const list = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
