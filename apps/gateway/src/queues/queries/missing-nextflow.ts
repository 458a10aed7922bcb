import type { RunnerView, WaitingJob } from '@reprise/contracts';
import {
  chooseNextflow,
  neededNextflow,
  neededNextflowText,
  neededStorage,
  type WithFiles,
  type WithNextflow,
} from '@reprise/job';

type Candidate = Pick<RunnerView, 'alive' | 'storage_id' | 'nextflow_versions'>;

/**
 * Returns the Nextflow that a waiting job requires and that none of the active runners that could otherwise claim it
 * have; null if one of them has it, or if none is active.
 */
export function missingNextflow(
  job: WithFiles & WithNextflow,
  runners: readonly Candidate[],
): WaitingJob['needs_nextflow'] {
  const needed = neededNextflow(job);
  const storage = neededStorage(job);
  const alive = runners.filter((runner) => runner.alive);
  const there = alive.filter(({ storage_id }) => storage_id === storage);
  // A rerun does not wait for storage that was lost.
  const possible = storage === null || (job.mode === 'fresh' && there.length === 0) ? alive : there;
  const hasIt = possible.some(({ nextflow_versions }) => chooseNextflow(needed, nextflow_versions) !== null);
  return hasIt || possible.length === 0 ? null : neededNextflowText(needed);
}
