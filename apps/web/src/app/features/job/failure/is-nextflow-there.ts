import type { JobView, RunnerView } from '@reprise/contracts';

/**
 * Whether an active runner with the files of a job has the Nextflow that ran its last attempt, so that a resume finds
 * its cache. True while unknown.
 * @param ran version of that Nextflow
 */
export function isNextflowThere(
  { runner_id }: Pick<JobView, 'runner_id'>,
  ran: string | null,
  runners: readonly Pick<RunnerView, 'runner_id' | 'alive' | 'storage_id' | 'nextflow_versions'>[] | null,
): boolean {
  const own = runners?.find((runner) => runner.runner_id === runner_id);
  if (ran === null || !runners || !own) return true;
  const there = runners.filter(({ alive, storage_id }) => alive && storage_id === own.storage_id);
  return there.length === 0 || there.some(({ nextflow_versions }) => nextflow_versions.includes(ran));
}
