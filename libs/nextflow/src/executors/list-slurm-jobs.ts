import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { namesOf } from '../process/is-task-in.ts';

/** A job that Slurm has; its state by Slurm's word, such as `RUNNING`. */
export interface SlurmJob {
  readonly id: string;
  readonly state: string;
}

/** Jobs that are alive, or why that is not known: a Slurm that does not answer has not none. */
export type SlurmJobs = { readonly alive: readonly SlurmJob[] } | { readonly unknown: string };

/** Pending, running, completing, configuring, suspended, stopped. Source: squeue(1), JOB STATE CODES */
const ALIVE = 'PD,R,CG,CF,S,ST';
const ANSWERS_WITHIN_MS = 10_000;

/**
 * Lists the jobs of Slurm whose work dir is in a folder of work dirs: also those whose id Nextflow never learnt, and those of
 * arrays. Names of jobs are the same in each run of a pipeline.
 * @param env of `squeue`, such as `SLURM_CONF`
 */
export async function listSlurmJobs(workRoot: string, env: NodeJS.ProcessEnv = process.env): Promise<SlurmJobs> {
  const args = ['--noheader', '--array', `--states=${ALIVE}`, '--format=%i|%T|%Z'];
  try {
    const { stdout } = await promisify(execFile)('squeue', args, {
      env,
      timeout: ANSWERS_WITHIN_MS,
      maxBuffer: 2 ** 28,
    });
    const folders = namesOf(workRoot);
    const alive = stdout.split('\n').flatMap((line) => {
      const [, id = '', state = '', dir = ''] = /^([^|]+)\|([^|]+)\|(.*)$/.exec(line) ?? [];
      return folders.some((folder) => dir.startsWith(`${folder}/`)) ? [{ id, state }] : [];
    });
    return { alive };
  } catch (error) {
    return { unknown: reasonOf(error as Partial<{ stderr: string; killed: boolean; code: string }> & Error) };
  }
}

function reasonOf({
  stderr,
  killed,
  code,
  message,
}: Partial<{ stderr: string; killed: boolean; code: string }> & Error) {
  if (killed) return `squeue did not answer in ${String(ANSWERS_WITHIN_MS / 1000)} s`;
  if (code === 'ENOENT') return 'there is no squeue on the PATH of the runner';
  return stderr?.trim().split('\n').at(-1) || message;
}
