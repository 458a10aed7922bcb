import { join } from 'node:path';
import { readText } from '../../files/read-text.ts';
import { readTail } from '../read-tail.ts';

/** Cluster job of a task. */
export interface ClusterTask {
  /** Name of the scheduler, such as `Slurm`. */
  readonly cluster: string;
  /** Id of the job; null if unknown. */
  readonly id: string | null;
  /** Time limit requested at submission, such as `01:00:00`. */
  readonly timeLimit: string | null;
  /** Lines that the cluster added to the task's output. */
  readonly said: readonly string[];
}

const TAIL_BYTES = 64 * 1024;
const OPTIONS_BYTES = 4 * 1024;
/** `[SLURM] submitted process ALIGN (S1) > jobId: 9; workDir: /work/ab/cdef12`: format since Nextflow 22.10 */
const SUBMITTED = /\[[A-Z]+\] submitted process (.+) > jobId: (\S+); workDir: /g;

interface Cluster {
  readonly cluster: string;
  /** Submission options at the beginning of a task's wrapper. */
  readonly options: RegExp;
  readonly timeLimit: RegExp;
  /** Lines of the cluster in a task's output. */
  readonly isSaid: RegExp;
}

const CLUSTERS: readonly Cluster[] = [
  {
    cluster: 'Slurm',
    options: /^#SBATCH /m,
    isSaid: /^slurmstepd/,
    timeLimit: /^#SBATCH (?:-t |--time=)(\S+)$/m,
  },
  // Source: kill_msg in mom_main.c of OpenPBS 23 and of Torque 6.1
  { cluster: 'PBS', options: /^#PBS /m, timeLimit: /^#PBS -l walltime=(\S+)$/m, isSaid: /^=>> PBS: / },
  // Source: termination reasons of IBM Spectrum LSF 10.1, in the report below a job's output
  { cluster: 'LSF', options: /^#BSUB /m, timeLimit: /^#BSUB -W (\S+)$/m, isSaid: /^TERM_[A-Z_]+: / },
];

/**
 * Reads what the cluster reported about a task from Nextflow's log and the task's folder; null if the task did not run
 * on a cluster.
 */
export async function readClusterTask(task: string, log: string, taskDir: string | null): Promise<ClusterTask | null> {
  if (taskDir === null) return null;
  const wrapper = await readText(join(taskDir, '.command.run'), 0, OPTIONS_BYTES).catch(() => null);
  const head = wrapper?.text ?? '';
  const found = CLUSTERS.find(({ options }) => options.test(head));
  if (!found) return null;
  const output = await readTail(join(taskDir, '.command.log'), TAIL_BYTES);
  return {
    cluster: found.cluster,
    id: [...log.matchAll(SUBMITTED)].findLast(([, name]) => name === task)?.[2] ?? null,
    timeLimit: found.timeLimit.exec(head)?.[1] ?? null,
    said: output.split('\n').filter((line) => found.isSaid.test(line)),
  };
}
