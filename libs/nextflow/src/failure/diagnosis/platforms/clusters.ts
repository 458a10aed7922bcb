import { accounts, cancelledOn, overTime, preempted, saidBy } from './cluster-text.ts';
import type { Diagnosis } from '../diagnosis.ts';
import type { TaskFailure } from '../task-failure.ts';

/** Nextflow lets Slurm send USR2 half a minute before the time limit. Its wrapper then ends with this code. */
const BEFORE_THE_LIMIT = 140;
/** `slurmstepd-node1: error: *** JOB 9 ON node1 CANCELLED AT 2026-11-30T15:16:29 DUE TO PREEMPTION ***` */
const CANCELLED = /\*\*\* (?:JOB|STEP) \S+ ON (\S+) CANCELLED AT \S+?(?: DUE TO ([A-Z ]+?))?(?:,.*)? \*\*\*$/;
const UNKNOWN_END = /terminated for an unknown reason -- Likely it has been terminated by the external system/;

/** Diagnoses a task that its cluster ended. */
export function endedByCluster(failure: TaskFailure): Diagnosis | null {
  const { clusterTask, exitCode, causedBy } = failure;
  if (!clusterTask) return null;
  const { cluster, said } = clusterTask;
  const words = saidBy(clusterTask, failure);
  if (words) return words;
  const [, node, reason] = said.map((line) => CANCELLED.exec(line)).findLast((found) => found !== null) ?? [];
  if (reason === 'TIME LIMIT' || (cluster === 'Slurm' && exitCode === BEFORE_THE_LIMIT)) return overTime(clusterTask);
  if (reason === 'NODE FAILURE')
    return {
      what: `was ended because its node ${node} failed`,
      advice: 'Have the node looked at',
      short: `node ${node} failed`,
      disruption: 'node_failed',
    };
  if (reason === 'PREEMPTION') return preempted(cluster, 'partition');
  if (node !== undefined) return cancelledOn(clusterTask, failure, reason?.toLowerCase());
  if (exitCode === null && UNKNOWN_END.test(causedBy ?? ''))
    return {
      what: `was ended by ${cluster} without an exit code: cancelled there, or its node failed`,
      advice: `Ask ${cluster} about it${accounts(clusterTask)}`,
      short: `ended by ${cluster}: cancelled there, or its node failed`,
    };
  return null;
}

const REFUSED = 'Failed to submit process to grid scheduler for execution';
/** `java.io.IOException: Cannot run program "sbatch" (in directory "/work/ab/cdef12"): error=2, No such file or directory` */
const NO_CLIENT = /Cannot run program "(sbatch|qsub|bsub|condor_submit)" .*error=2,/;
const SAID_BY_SBATCH = /^sbatch: error: (?:Batch job submission failed: )?(.+)$/;
const AWAY = /Unable to contact slurm controller|Socket timed out|Unable to connect to/;

/** Sources: the error of an accounting policy in `slurm_errno.c` of Slurm; messages of `qsub` of OpenPBS */
const OVER_QUOTA = /^Job violates accounting(?:\/QOS)? policy|\bwould exceed \S+ .*limit/;
/** Name of the limit, which Slurm prints before its message. */
const LIMIT = /^sbatch: error: ((?:QOS|Assoc)\w+)$/;

/** Diagnoses a task that its cluster rejected. */
export function notSubmitted({ causedBy, lines }: TaskFailure): Diagnosis | null {
  const client = NO_CLIENT.exec(causedBy ?? '')?.[1];
  if (client)
    return {
      what: `did not start: there is no ${client} on the machine of its runner`,
      advice: `Install the client tools of the cluster there, and see that PATH has them`,
    };
  if (causedBy !== REFUSED) return null;
  const said = lines.map((line) => SAID_BY_SBATCH.exec(line)?.[1]).findLast(Boolean);
  const why = said ?? lines.at(-1) ?? null;
  const cluster = said === undefined ? 'its cluster' : 'Slurm';
  if (AWAY.test(why ?? ''))
    return {
      what: `did not start: ${cluster} does not answer`,
      why,
      advice: 'Check that slurmctld runs, and that SLURM_CONF of the runner names it',
      short: `${cluster} does not answer`,
    };
  if (OVER_QUOTA.test(why ?? ''))
    return {
      what: `did not start: ${cluster} refused it because of a limit of its user or account`,
      why: lines.map((line) => LIMIT.exec(line)?.[1]).findLast(Boolean) ?? why,
      advice:
        'Wait until other jobs have ended, lower `executor.queueSize`, or ask for less (`cpus`, `memory`, `time`)',
      short: `${cluster} refused it because of a limit of its user or account`,
    };
  return {
    what: `did not start: ${cluster} refused it`,
    why,
    advice: "Correct `queue`, `clusterOptions`, `cpus`, `memory` or `time` in the pipeline's configuration",
    short: why === null ? `${cluster} refused it` : `${cluster} refused it: ${why}`,
  };
}
