import { DETECTED_EXECUTORS, type FieldProblem, type LaunchOptions } from '@reprise/contracts';
import { executorNames } from '@reprise/contracts/executor-text';
import {
  enabledEngines,
  isOfEngine,
  namedExecutors,
  namesLocal,
  readRunConfig,
  type Pipeline,
} from '@reprise/pipelines';
import type { HeardRunner } from '../runners/runners.ts';

export type ExecutorRunner = Pick<
  HeardRunner,
  'runner_id' | 'host' | 'alive' | 'simulated' | 'isolation' | 'executors'
>;

/** Maximum number of runners in a sentence. */
const MOST_NAMED = 3;

/**
 * Returns a warning for each container engine and cluster in a run's config that the tasks of no active runner can use,
 * and for each cluster on which tasks are not isolated. What is unknown yields none, such as a runner that does not
 * report its executors.
 */
export async function executorDoubts(
  pipeline: Pick<Pipeline, 'script' | 'sources'>,
  launch: LaunchOptions,
  runners: readonly ExecutorRunner[],
): Promise<FieldProblem[]> {
  const active = runners.filter(({ alive }) => alive);
  // The simulated Nextflow starts no tasks.
  if (active.length === 0 || active.some(({ simulated }) => simulated)) return [];
  const code = await readRunConfig(pipeline, launch).catch(() => ''); // the runner reports why it cannot be read
  // With both, it is unknown which one applies.
  const named = namesLocal(code) ? [] : namedExecutors(code);
  const clusters = named.filter((name) => DETECTED_EXECUTORS.includes(reportedAs(name)));
  // Runners queried their executors without the job's variables.
  const isReported = !Object.keys(launch.env ?? {}).some(isOfEngine);
  const messages = [
    ...(isReported ? enabledEngines(code).flatMap((name) => unusable(name, active, 'in', ofEngine) ?? []) : []),
    ...(isReported ? clusters.flatMap((name) => unusable(name, active, 'on', ofCluster) ?? []) : []),
    ...clusters.flatMap((name) => exposed(name, active) ?? []),
  ];
  return messages.map((message) => ({ field: 'launch.config', message }));
}

/** A runner reports both kinds of PBS by one name, because they have the same tools. */
const reportedAs = (name: string): string => (name === 'pbspro' ? 'pbs' : name);

/** Consequence and remedy, for a container engine and for a cluster. */
type Advice = (label: string) => string;
const ofEngine: Advice = (label) =>
  `The first task with a container would fail. Install ${label} on a runner and let tasks use it, or choose another profile`;
const ofCluster: Advice = (label) =>
  `The first task there would fail. Start a runner on a machine from which tasks can submit to ${label}, such as a login node`;

/** Returns why tasks of no active runner can use an executor; null if one can, or may be able to. */
function unusable(name: string, runners: readonly ExecutorRunner[], where: 'in' | 'on', advice: Advice): string | null {
  const hosts = new Map<string, string[]>();
  for (const runner of runners) {
    const reason = whyNot(name, runner);
    if (reason === null) return null;
    hosts.set(reason, [...(hosts.get(reason) ?? []), titleOf(runner)]);
  }
  const label = executorNames([name]);
  const reasons = [...hosts].map(([reason, titles]) => `${reason} (${listOf(titles)})`).join('; ');
  return `runs tasks ${where} ${label}, which no runner's tasks can use: ${reasons}. ${advice(label)}`;
}

/** Returns why tasks of a runner cannot use an executor; null if they can, or if it is unknown. */
function whyNot(name: string, { executors }: ExecutorRunner): string | null {
  if (executors === null) return null;
  const found = executors.find((each) => each.name === reportedAs(name));
  return found ? found.problem : `${executorNames([name])} is not on the PATH of tasks`;
}

/** Returns why tasks on a cluster can read what Reprise can read; null if no active runner sends them there like that. */
function exposed(name: string, runners: readonly ExecutorRunner[]): string | null {
  const asReprise = runners.filter(
    ({ isolation, executors }) =>
      (isolation === 'namespace' || isolation === 'none') &&
      executors?.some((each) => each.name === reportedAs(name) && each.problem === null),
  );
  if (asReprise.length === 0) return null;
  return `runs tasks on ${executorNames([name])}, where they are not isolated if ${listOf(asReprise.map(titleOf), 'or')} runs the job: on a node, they can read what the user of Reprise can read there, also files of Reprise on shared storage. Start Reprise as root, with REPRISE_TASK_ISOLATION=auto, so that tasks run as a different user`;
}

const titleOf = ({ host, runner_id }: ExecutorRunner): string => host ?? runner_id;

/** "node-1, node-2, node-3 and 5 more". */
function listOf(titles: readonly string[], last: 'and' | 'or' = 'and'): string {
  const more = titles.length - MOST_NAMED;
  const named = titles.slice(0, MOST_NAMED);
  const all = more > 0 ? [...named, `${String(more)} more`] : named;
  return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} ${last} ${all.at(-1)!}`;
}
