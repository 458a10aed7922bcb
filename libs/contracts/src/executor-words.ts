import type { ExecutorEnding } from './events/fields.ts';
import type { ExecutorListing } from './views/details.ts';

/** Words about tasks on other machines, for the page and the command line. In a file without zod: the page loads it first. */

/** Names of executors as their makers write them. */
const NAMES: Readonly<Record<string, string>> = {
  docker: 'Docker',
  podman: 'Podman',
  apptainer: 'Apptainer',
  singularity: 'Singularity',
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

/** Whether an executor is an engine of containers whose processes the runner does not see. */
export const isEngine = (name: string): boolean => name === 'docker' || name === 'podman';

/** SGE says at once that it has, and does it a minute later; PBS leaves it to operators. */
const STOPS_NONE: ReadonlySet<string> = new Set(['sge', 'pbs', 'pbspro']);

/** Whether an executor can stop a job that runs. */
export const stopsRunning = (name: string): boolean => !STOPS_NONE.has(name);

/** Executors that are asked, and can keep no task from running. */
const PAUSES_NONE: ReadonlySet<string> = new Set(['k8s', 'awsbatch']);

/** Whether a pause reaches the tasks of an executor that is asked for them. */
export const isPausable = (name: string): boolean => !PAUSES_NONE.has(name);

/** Executors that find the tasks of a job by its folder of work dirs. */
const ASKED_BY_WORK_DIR: ReadonlySet<string> = new Set(['slurm', 'sge', 'pbs', 'pbspro', 'lsf']);

/** Executors whose tasks are found by the log of Nextflow. */
const ASKED_BY_LOG: ReadonlySet<string> = new Set(['k8s', 'awsbatch']);

/** Whether Reprise asks an executor for the tasks of a job with this folder, or URL, of work dirs, so that their end is proven. */
export const isAskedExecutor = (name: string, workDir = '/'): boolean =>
  name === 'local' || ASKED_BY_LOG.has(name) || (ASKED_BY_WORK_DIR.has(name) && !/^(?!file:)\w+:/.test(workDir));

/** Executors of which Reprise knows only what their tools printed elsewhere. */
const UNTRIED: ReadonlySet<string> = new Set(['pbs', 'pbspro', 'lsf', 'k8s', 'awsbatch']);

/** Whether Reprise was tried with recorded answers of an executor only, never with a real one. */
export const isUntried = (name: string): boolean => UNTRIED.has(name);

/** An executor's word for one task, and what becomes of it in a cancel. */
export const taskWords = (name: string): readonly [noun: string, ended: string] => {
  if (isEngine(name)) return ['container', 'ended'];
  return name === 'k8s' ? ['pod', 'ended'] : ['job', 'cancelled'];
};

type TaskState = Pick<ExecutorListing['tasks'][number], 'state' | 'reason' | 'node'>;
type Count = ExecutorListing['counts'][number];

/** State of a task in its executor's words: "pending (Resources)", "running on node7". */
export function taskStateWords({ state, reason, node }: TaskState): string {
  return [state.toLowerCase().replaceAll('_', ' '), reason && `(${reason})`, node && `on ${node}`]
    .filter(Boolean)
    .join(' ');
}

/** "8 running, 90 pending (Resources)", those that run first. */
export const countWords = (counts: readonly Count[]): string =>
  counts
    .toSorted((a, b) => Number(b.phase === 'running') - Number(a.phase === 'running') || b.count - a.count)
    .map((each) => `${String(each.count)} ${taskStateWords({ ...each, node: null })}`)
    .join(', ');

export const totalOf = (counts: readonly Count[], ...phases: readonly Count['phase'][]): number =>
  counts
    .filter(({ phase }) => phases.length === 0 || phases.includes(phase))
    .reduce((total, { count }) => total + count, 0);

/** "Slurm: 8 running, 90 pending (Resources)", or why it does not say. @param timeOf how a time reads */
export function listingWords(
  { name, label, counts, as_of, unknown }: Pick<ExecutorListing, 'name' | 'label' | 'counts' | 'as_of' | 'unknown'>,
  timeOf: (iso: string) => string,
): string {
  const found = countWords(counts) || `no ${taskWords(name)[0]}`;
  if (unknown === null) return `${label}: ${found}`;
  const before = as_of === null ? '' : `. At ${timeOf(as_of)}: ${found}`;
  return `${label}: not known. ${unknown}${before}`;
}

/** Ids that a sentence names. */
const MOST_NAMED = 5;

type Ended = Pick<ExecutorEnding, 'name' | 'ended_count' | 'proven_at'> & { readonly ended?: readonly string[] };

/** "20 Slurm jobs cancelled, none left: 812, 813, 814, 815, 816 and 15 more", "2 Docker containers ended, none left: ..."; null where the executor cannot be asked. */
export function endedWords({ name, ended = [], ended_count, proven_at }: Ended): string | null {
  if (proven_at === null) return null;
  const executor = executorNames([name]);
  const [noun, done] = taskWords(name);
  if (ended_count === 0) return `no ${executor} ${noun} left`;
  const named = ended.slice(0, MOST_NAMED).join(', ');
  const more = ended_count > MOST_NAMED ? ` and ${String(ended_count - MOST_NAMED)} more` : '';
  const nouns = ended_count === 1 ? noun : `${noun}s`;
  return `${String(ended_count)} ${executor} ${nouns} ${done}, none left${named && `: ${named}${more}`}`;
}
