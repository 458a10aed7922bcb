import type { ClusterTask } from '../../cluster/cluster-task.ts';
import type { Diagnosis } from '../diagnosis.ts';
import { MEMORY_ADVICE } from '../memory.ts';
import { exitText, type TaskFailure } from '../task-failure.ts';

type Explain = (task: ClusterTask, failure: TaskFailure) => Diagnosis;

/** Output lines in which PBS and LSF explain why they ended a task. */
const WORDS: readonly (readonly [RegExp, Explain])[] = [
  [/^=>> PBS: job killed: walltime \d+ exceeded limit /, (task) => overTime(task)],
  [/^=>> PBS: job killed: v?mem \S+ exceeded limit /, (task, failure) => overMemory(task, failure)],
  [/^TERM_RUNLIMIT: /, (task) => overTime(task)],
  [/^TERM_MEMLIMIT: /, (task, failure) => overMemory(task, failure)],
  [/^TERM_PREEMPT: /, ({ cluster }) => preempted(cluster, 'queue')],
  [/^TERM_(?:FORCE_)?(?:OWNER|ADMIN): /, (task, failure) => cancelledOn(task, failure)],
];

/** Diagnoses a task from messages of PBS and LSF; null if there are none. */
export function saidBy(task: ClusterTask, failure: TaskFailure): Diagnosis | null {
  for (const line of task.said.toReversed())
    for (const [words, explain] of WORDS) if (words.test(line)) return explain(task, failure);
  return null;
}

export const overTime = ({ cluster, timeLimit }: ClusterTask): Diagnosis => ({
  what: `ran longer than its time limit on ${cluster}${timeLimit === null ? '' : ` (${timeLimit})`}`,
  advice: 'Raise the limit',
});

const overMemory = ({ cluster }: ClusterTask, failure: TaskFailure): Diagnosis => ({
  what: `used more memory than its limit on ${cluster}${exitText(failure)}`,
  advice: MEMORY_ADVICE,
  short: 'ran out of memory',
});

/** @param place the cluster's term for the thing that `queue` names */
export const preempted = (cluster: string, place: string): Diagnosis => ({
  what: `was ended by ${cluster} to make room for another job (preemption)`,
  advice: `Wait, or name a ${place} in \`queue\` that is not preempted`,
  short: `preempted by ${cluster}`,
  disruption: 'preempted',
});

export const cancelledOn = (task: ClusterTask, failure: TaskFailure, why?: string): Diagnosis => ({
  what: `was cancelled on ${task.cluster}${task.id === null ? '' : ` (job ${task.id})`}, not by Reprise${exitText(failure)}`,
  why: why ?? null,
  advice: `Ask who cancelled it${accounts(task)}`,
  short: `cancelled on ${task.cluster}, not by Reprise`,
});

/** Commands that show the history of a job. */
const HISTORY: Readonly<Record<string, string>> = { Slurm: 'sacct -j', PBS: 'tracejob', LSF: 'bhist -l' };

export const accounts = ({ cluster, id }: ClusterTask): string =>
  id === null || HISTORY[cluster] === undefined ? '' : ` (\`${HISTORY[cluster]} ${id}\`)`;
