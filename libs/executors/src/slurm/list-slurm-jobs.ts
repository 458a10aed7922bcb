import { namesOf } from '@reprise/nextflow';
import type { Listing, LiveTask, Phase } from '../executor.ts';
import { runTool } from './run-tool.ts';

/** States of jobs without processes. Unknown states count as alive. Source: squeue(1), JOB STATE CODES */
const ENDED: ReadonlySet<string> = new Set([
  ...['BOOT_FAIL', 'CANCELLED', 'COMPLETED', 'DEADLINE', 'FAILED', 'NODE_FAIL', 'OUT_OF_MEMORY', 'PREEMPTED'],
  ...['REVOKED', 'TIMEOUT'],
]);

const PHASES: Readonly<Record<string, Phase>> = {
  COMPLETING: 'ending',
  STOPPED: 'stopped',
  SUSPENDED: 'blocked',
};

/** Job, state, reason, nodes and work dir. */
const FORMAT = '%i|%T|%r|%N|%Z';
const LINE = /^([^|]+)\|([^|]+)\|([^|]*)\|([^|]*)\|(.*)$/;

/** Returns all jobs known to Slurm, as printed by its tool. @throws Error if it does not answer */
export const printSlurmJobs = (env: NodeJS.ProcessEnv): Promise<string> =>
  runTool('squeue', ['--noheader', '--array', '--states=all', `--format=${FORMAT}`], env);

/**
 * Lists the Slurm jobs with a work dir below this folder, including arrays and jobs whose ids Nextflow never received.
 * Jobs are not identified by name, because names are the same in each run of a pipeline.
 * @param print output of `printSlurmJobs`
 */
export async function listSlurmJobs(workRoot: string, print: () => Promise<string>): Promise<Listing> {
  try {
    const printed = await print();
    const folders = namesOf(workRoot);
    const isOurs = (dir: string) => folders.some((folder) => dir.startsWith(`${folder}/`));
    return { alive: printed.split('\n').flatMap((line) => jobIn(line, isOurs)) };
  } catch (error) {
    return { unknown: (error as Error).message };
  }
}

function jobIn(line: string, isOurs: (dir: string) => boolean): LiveTask[] {
  const [, native_id = '', state = '', reason = '', node = '', work_dir = ''] = LINE.exec(line) ?? [];
  if (ENDED.has(state) || !isOurs(work_dir)) return [];
  const phase = state === 'PENDING' ? phaseOfPending(reason) : (PHASES[state] ?? 'running');
  return [{ native_id, phase, state, work_dir, ...(reason && { reason }), ...(node && { node }) }];
}

function phaseOfPending(reason: string): Phase {
  if (reason === 'JobHeldUser') return 'held';
  return /held/i.test(reason) ? 'blocked' : 'waiting';
}
