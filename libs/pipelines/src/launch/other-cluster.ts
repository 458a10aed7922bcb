/** Variables by which `sbatch` sends jobs to another cluster than its own. Source: sbatch(1) */
const VARIABLES = ['SBATCH_CLUSTERS', 'SLURM_CLUSTERS'] as const;
const OPTIONS = /\bclusterOptions\b[^\n]*?(?:['"\s,[])(?:-M[\s=\w'"]|--clusters?\b)/;

/** Whether one of the texts of a config runs tasks on Slurm: elsewhere, `-M` has another meaning. */
const SLURM = /['"]slurm['"]/i;

/**
 * Returns by what a run sends tasks to another cluster of Slurm than the runner's, such as `clusterOptions`, as far as its
 * config and its variables tell; null: by nothing.
 */
export function otherCluster(code: string, variables: Readonly<Record<string, string | undefined>>): string | null {
  if (SLURM.test(code) && OPTIONS.test(code)) return 'clusterOptions';
  return VARIABLES.find((name) => variables[name]) ?? null;
}
