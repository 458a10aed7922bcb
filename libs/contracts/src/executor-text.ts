import type { ExecutorEnding } from './events/fields.ts';
import type { ExecutorListing } from './views/details.ts';

/**
 * Texts about remote tasks, for the page and the command line. Does not import zod, because the page loads this file
 * first.
 */

/** Names of executors as their vendors spell them. */
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

/** Whether an executor is a container engine whose processes the runner cannot see. */
export const isEngine = (name: string): boolean => name === 'docker' || name === 'podman';

/**
 * Schedulers that do not reliably suspend running jobs: SGE acknowledges at once but acts up to a minute later, and PBS
 * requires operator rights.
 */
const STOPS_NONE: ReadonlySet<string> = new Set(['sge', 'pbs', 'pbspro']);

/** Whether an executor can suspend a running job. */
export const stopsRunning = (name: string): boolean => !STOPS_NONE.has(name);

/** Executors that can be queried but cannot hold back queued tasks. */
const PAUSES_NONE: ReadonlySet<string> = new Set(['k8s', 'awsbatch']);

/** Whether a pause reaches the tasks of a queried executor. */
export const isPausable = (name: string): boolean => !PAUSES_NONE.has(name);

/** Executors that find the tasks of a job by its work dir. */
const ASKED_BY_WORK_DIR: ReadonlySet<string> = new Set(['slurm', 'sge', 'pbs', 'pbspro', 'lsf']);

/** Executors whose tasks are found through Nextflow's log. */
const ASKED_BY_LOG: ReadonlySet<string> = new Set(['k8s', 'awsbatch']);

/**
 * Whether Reprise queries an executor for the tasks of a job with this work dir or URL, so that their end is proven.
 */
export const isAskedExecutor = (name: string, workDir = '/'): boolean =>
  name === 'local' || ASKED_BY_LOG.has(name) || (ASKED_BY_WORK_DIR.has(name) && !/^(?!file:)\w+:/.test(workDir));

/** Executors that Reprise supports only according to documented tool output. */
const UNTRIED: ReadonlySet<string> = new Set(['pbs', 'pbspro', 'lsf', 'k8s', 'awsbatch']);

/** Whether an executor was tested only with recorded output, and never with a real installation. */
export const isUntried = (name: string): boolean => UNTRIED.has(name);

/** An executor's term for a task, and for what a cancel does with it. */
export const taskText = (name: string): readonly [noun: string, ended: string] => {
  if (isEngine(name)) return ['container', 'ended'];
  return name === 'k8s' ? ['pod', 'ended'] : ['job', 'cancelled'];
};

type TaskState = Pick<ExecutorListing['tasks'][number], 'state' | 'reason' | 'node'>;
type Count = ExecutorListing['counts'][number];

/** State of a task in the executor's terms: "pending (Resources)", "running on node7". */
export function taskStateText({ state, reason, node }: TaskState): string {
  return [state.toLowerCase().replaceAll('_', ' '), reason && `(${reason})`, node && `on ${node}`]
    .filter(Boolean)
    .join(' ');
}

/** "8 running, 90 pending (Resources)". Running tasks come first. */
export const countText = (counts: readonly Count[]): string =>
  counts
    .toSorted((a, b) => Number(b.phase === 'running') - Number(a.phase === 'running') || b.count - a.count)
    .map((each) => `${String(each.count)} ${taskStateText({ ...each, node: null })}`)
    .join(', ');

export const totalOf = (counts: readonly Count[], ...phases: readonly Count['phase'][]): number =>
  counts
    .filter(({ phase }) => phases.length === 0 || phases.includes(phase))
    .reduce((total, { count }) => total + count, 0);

/** "Slurm: 8 running, 90 pending (Resources)", or why the executor does not answer. @param timeOf formats a time */
export function listingText(
  { name, label, counts, as_of, unknown }: Pick<ExecutorListing, 'name' | 'label' | 'counts' | 'as_of' | 'unknown'>,
  timeOf: (iso: string) => string,
): string {
  const found = countText(counts) || `no ${taskText(name)[0]}`;
  if (unknown === null) return `${label}: ${found}`;
  const before = as_of === null ? '' : `. At ${timeOf(as_of)}: ${found}`;
  return `${label}: not known. ${unknown}${before}`;
}

/** Maximum number of ids in a sentence. */
const MOST_NAMED = 5;

type Ended = Pick<ExecutorEnding, 'name' | 'ended_count' | 'proven_at'> & { readonly ended?: readonly string[] };

/**
 * "20 Slurm jobs cancelled, none left: 812, 813, 814, 815, 816 and 15 more", "2 Docker containers ended, none left:
 * ..."; null if the executor cannot be queried.
 */
export function endedText({ name, ended = [], ended_count, proven_at }: Ended): string | null {
  if (proven_at === null) return null;
  const executor = executorNames([name]);
  const [noun, done] = taskText(name);
  if (ended_count === 0) return `no ${executor} ${noun} left`;
  const named = ended.slice(0, MOST_NAMED).join(', ');
  const more = ended_count > MOST_NAMED ? ` and ${String(ended_count - MOST_NAMED)} more` : '';
  const nouns = ended_count === 1 ? noun : `${noun}s`;
  return `${String(ended_count)} ${executor} ${nouns} ${done}, none left${named && `: ${named}${more}`}`;
}

type Asked = Pick<ExecutorEnding, 'asked_at' | 'proven_at'>;

/**
 * " (asked at 10:03:01, confirmed at 10:03:04)": when the executor was first asked to end the tasks, and when it
 * reported for the second time that none is left; empty if it cannot be queried. @param timeOf formats a time
 */
export const provenText = ({ asked_at, proven_at }: Asked, timeOf: (iso: string) => string): string =>
  proven_at === null ? '' : ` (asked at ${timeOf(asked_at)}, confirmed at ${timeOf(proven_at)})`;

/** The text about an ending, or that it is not known: "Google Batch cannot be asked whether tasks are left". */
export const endedOrUnknownText = (ending: Ended): string =>
  endedText(ending) ?? `${executorNames([ending.name])} cannot be asked whether tasks are left`;
