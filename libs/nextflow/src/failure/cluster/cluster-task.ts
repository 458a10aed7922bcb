import { join } from 'node:path';
import { readText } from '../../files/read-text.ts';
import { readTail } from '../read-tail.ts';

/** Job of a cluster that is a task. */
export interface ClusterTask {
  /** Name of the cluster's software, such as `Slurm`. */
  readonly cluster: string;
  /** The job's id there; null where it is not known. */
  readonly id: string | null;
  /** Time limit that it was submitted with, such as `01:00:00`. */
  readonly timeLimit: string | null;
  /** Lines that the cluster wrote among those of the task. */
  readonly said: readonly string[];
}

const TAIL_BYTES = 64 * 1024;
const OPTIONS_BYTES = 4 * 1024;
/** `[SLURM] submitted process ALIGN (S1) > jobId: 9; workDir: /work/ab/cdef12`: so since Nextflow 22.10 */
const SUBMITTED = /\[SLURM\] submitted process (.+) > jobId: (\S+); workDir: /g;

/** Reads what Slurm told of a task, from Nextflow's log and the task's folder; null where it did not run there. */
export async function readClusterTask(task: string, log: string, taskDir: string | null): Promise<ClusterTask | null> {
  if (taskDir === null) return null;
  const wrapper = await readText(join(taskDir, '.command.run'), 0, OPTIONS_BYTES).catch(() => null);
  const options = wrapper?.text ?? '';
  if (!/^#SBATCH /m.test(options)) return null;
  const output = await readTail(join(taskDir, '.command.log'), TAIL_BYTES);
  return {
    cluster: 'Slurm',
    id: [...log.matchAll(SUBMITTED)].findLast(([, name]) => name === task)?.[2] ?? null,
    timeLimit: /^#SBATCH (?:-t |--time=)(\S+)$/m.exec(options)?.[1] ?? null,
    said: output.split('\n').filter((line) => line.startsWith('slurmstepd')),
  };
}
