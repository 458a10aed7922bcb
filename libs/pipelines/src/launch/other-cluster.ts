/** Variables with which `sbatch` sends jobs to a cluster other than its own. Source: sbatch(1) */
const VARIABLES = ['SBATCH_CLUSTERS', 'SLURM_CLUSTERS'] as const;
const OPTIONS = /\bclusterOptions\b[^\n]*?(?:['"\s,[])(?:-M[\s=\w'"]|--clusters?\b)/;

/** Whether one of a config's strings runs tasks on Slurm, because `-M` means something else on other executors. */
const SLURM = /['"]slurm['"]/i;

/**
 * Returns the setting that makes a run send tasks to a Slurm cluster other than the runner's, such as `clusterOptions`,
 * as far as its config and variables show; null if there is none.
 */
export function otherCluster(code: string, variables: Readonly<Record<string, string | undefined>>): string | null {
  if (SLURM.test(code) && OPTIONS.test(code)) return 'clusterOptions';
  return VARIABLES.find((name) => variables[name]) ?? null;
}
