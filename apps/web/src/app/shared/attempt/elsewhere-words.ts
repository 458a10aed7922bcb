import type { JobView } from '@reprise/contracts';

/** Names of executors as their makers write them. */
const NAMES: Readonly<Record<string, string>> = {
  slurm: 'Slurm',
  sge: 'SGE',
  lsf: 'LSF',
  pbs: 'PBS',
  pbspro: 'PBS Pro',
  hyperqueue: 'HyperQueue',
  condor: 'HTCondor',
  k8s: 'Kubernetes',
  awsbatch: 'AWS Batch',
  'google-batch': 'Google Batch',
  azurebatch: 'Azure Batch',
};

export const executorNames = (executors: readonly string[]): string =>
  executors.map((name) => NAMES[name] ?? name).join(', ');

/** Returns what cannot be known of tasks on other machines, and what to do; null for a job without such, or that completed. */
export function elsewhereWords({ status, elsewhere }: Pick<JobView, 'status' | 'elsewhere'>): string | null {
  if (!elsewhere || status === 'pending' || status === 'completed') return null;
  const where = executorNames(elsewhere);
  return status === 'failed'
    ? `Tasks ran on ${where}, where Reprise does not look. See that none is left there before you resume: old tasks may still write.`
    : `Tasks run on ${where}, where Reprise does not look: a cancel has Nextflow end them, and a pause holds only what runs beside Nextflow.`;
}
