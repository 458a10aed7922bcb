import { readPlan } from '@reprise/nextflow';
import { containerEngine } from './containers/container-engine.ts';
import { hiddenEngines, isHiddenHere, type IsHidden } from './containers/hidden-engines.ts';
import type { AttemptSpec, Executor, Listing } from './executor.ts';
import { executorOf, type EndingScheduler, type Pace, type Scheduler } from './scheduler.ts';
import { SCHEDULERS } from './schedulers.ts';
import { oneCluster } from './slurm/one-cluster.ts';
import { knownOtherCluster } from './slurm/other-cluster.ts';
import { unasked } from './unasked.ts';

/**
 * Returns the executors of a job besides the process table: remote executors, and engines that hide containers from it.
 */
export type ExecutorsOf = (attempt: AttemptSpec) => Promise<readonly Executor[]>;

/**
 * Returns the remote executors that this or an earlier attempt used, according to Nextflow's logs, and the container
 * engines with invisible processes, according to task wrappers. All of them share the job's work dir.
 */
export const executorsOf = (
  schedulers: readonly (Scheduler | EndingScheduler)[] = SCHEDULERS,
  pace?: Pace,
  isHidden: IsHidden = isHiddenHere,
): ExecutorsOf => {
  const known = new Map(schedulers.map((scheduler) => [scheduler.name, executorOf(scheduler, pace)]));
  const byLog = new Set(schedulers.filter(({ isByLog }) => isByLog).map(({ name }) => name));
  return async (attempt) => {
    const { workRoot } = attempt;
    const isLocalFolder = workRoot?.startsWith('/') ?? false;
    const scheduled = [...(await namesIn(attempt.attemptDirs))].map((name) => {
      const executor = known.get(name);
      if (!executor) return unasked(name);
      if (!isLocalFolder && !byLog.has(name)) return unasked(name, executor.label, inObjectStore(executor.label));
      return name === 'slurm' ? oneCluster(executor, attempt.attemptDirs) : executor;
    });
    const engines = workRoot && isLocalFolder ? await hiddenEngines(workRoot, isHidden) : [];
    return [...scheduled, ...engines.map((engine) => containerEngine(engine, process.env, pace))];
  };
};

/** Each system once. PBS has a second name in Nextflow, but the same tools. */
const WITH_OWN_TOOLS = SCHEDULERS.filter(({ probe }) => probe !== undefined);

/**
 * Returns the executors that have live tasks below the work dir, for attempts whose logs are on another machine. Finds
 * only tasks that are identified by their work dir, on executors that answer.
 */
export const executorsByWorkDir = (
  schedulers: readonly (Scheduler | EndingScheduler)[] = WITH_OWN_TOOLS,
  pace?: Pace,
): ExecutorsOf => {
  const executors = schedulers.filter(({ isByLog }) => !isByLog).map((scheduler) => executorOf(scheduler, pace));
  return async (attempt) => {
    if (!attempt.workRoot?.startsWith('/')) return [];
    const listings = await Promise.all(executors.map((executor) => executor.list(attempt)));
    return executors.filter((_, index) => hasTasks(listings[index]!));
  };
};

const hasTasks = (listing: Listing) => 'alive' in listing && listing.alive.length > 0;

/** Whether an executor can be queried for all tasks of an attempt with this work dir or URL. */
export const isAsked = (name: string, { workRoot, attemptDir }: { workRoot: string; attemptDir: string }): boolean => {
  const scheduler = SCHEDULERS.find((each) => each.name === name);
  if (!scheduler || !(scheduler.isByLog || workRoot.startsWith('/'))) return false;
  return name !== 'slurm' || knownOtherCluster([attemptDir]) === null;
};

const inObjectStore = (label: string) =>
  `${label} does not know the work dirs of tasks that are in an object store, so it cannot tell which jobs are this one's`;

async function namesIn(attemptDirs: readonly string[]): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for (const attemptDir of attemptDirs) {
    const plan = await readPlan({ attemptDir, ended: Promise.resolve() });
    plan?.executors.filter((name) => name !== 'local').forEach((name) => names.add(name));
  }
  return names;
}
