import type { TaskStatus, TaskView } from '@reprise/contracts';
import type { Hours, JobResources, Spread, StepResources } from '../../contract/index.ts';
import { advise } from './advise.ts';

const HOUR_MS = 3_600_000;
const GB = 2 ** 30;
/** Statuses of tasks that ran to the end. Nextflow does not measure tasks that were stopped. */
const RAN: readonly TaskStatus[] = ['completed', 'failed', 'retried', 'cached'];

/** Returns the resources that the tasks of all attempts requested and used. @param tasks in order of appearance */
export function summarizeResources(tasks: readonly TaskView[]): JobResources {
  const ran = executions(tasks);
  const steps = new Map<string, TaskView[]>();
  for (const task of ran) {
    const others = steps.get(task.process);
    if (others) others.push(task);
    else steps.set(task.process, [task]);
  }
  return {
    tasks: ran.length,
    tasks_without_requests: ran.filter(({ resources }) => !resources).length,
    ...hoursOf(ran),
    steps: [...steps.values()].map(stepOf),
  };
}

/**
 * Returns the tasks that ran, without cached ones, which repeat an earlier one with the same hash. A task that ran again
 * under its hash, as in a restart, counts for each time. If the earlier task has no resources (earlier releases did not
 * record them), those of the cached task are used, because Nextflow's cache contains them.
 */
function executions(tasks: readonly TaskView[]): TaskView[] {
  const ran: TaskView[] = [];
  const latest = new Map<string, number>();
  for (const task of tasks) {
    if (!RAN.includes(task.status) || timeOf(task) === null) continue;
    const at = task.status === 'cached' ? latest.get(task.hash) : undefined;
    if (at === undefined) latest.set(task.hash, ran.push(task) - 1);
    else ran[at] = { ...ran[at]!, resources: ran[at]!.resources ?? task.resources };
  }
  return ran;
}

function stepOf(tasks: readonly TaskView[]): StepResources {
  const { process, step } = tasks[0]!;
  const spread = (value: Value) => spreadOf(tasks.map(value));
  return {
    process,
    step,
    tasks: tasks.length,
    cpus: { requested: spread(requestedCpus), used: spread(usedCpus) },
    memory: { requested: spread(requestedMemory), used: spread(usedMemory) },
    time_ms: { requested: spread(({ resources }) => resources?.time_ms ?? null), used: spread(timeOf) },
    ...hoursOf(tasks),
    ...advise(tasks),
  };
}

type Value = (task: TaskView) => number | null;

const requestedCpus: Value = ({ resources }) => resources?.cpus ?? null;
const requestedMemory: Value = ({ resources }) => resources?.memory ?? null;
const usedCpus: Value = ({ cpu_percent }) => (cpu_percent === null ? null : cpu_percent / 100);
const usedMemory: Value = ({ peak_rss }) => peak_rss;

/** Milliseconds. Tasks that an earlier release ran have the time from start to end, which Nextflow rounds up. */
const timeOf: Value = ({ resources, started_at, completed_at }) => {
  const realtime = resources?.realtime_ms ?? null;
  if (realtime !== null || started_at === null || completed_at === null) return realtime;
  return Math.max(0, Date.parse(completed_at) - Date.parse(started_at));
};

const hoursOf = (tasks: readonly TaskView[]): { cpu_hours: Hours; memory_gb_hours: Hours } => ({
  cpu_hours: { requested: hours(tasks, requestedCpus), used: hours(tasks, usedCpus) },
  memory_gb_hours: { requested: hours(tasks, requestedMemory, GB), used: hours(tasks, usedMemory, GB) },
});

/** Returns the sum of value times time, in units times hours; null if the value is known for no task. */
function hours(tasks: readonly TaskView[], valueOf: Value, unit = 1): number | null {
  const known = tasks.filter((task) => valueOf(task) !== null);
  if (known.length === 0) return null;
  return known.reduce((sum, task) => sum + (valueOf(task)! / unit) * (timeOf(task)! / HOUR_MS), 0);
}

function spreadOf(values: readonly (number | null)[]): Spread {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (known.length === 0) return null;
  const at = (share: number) => quantile(known, share);
  return {
    tasks: known.length,
    min: known[0]!,
    lower_quartile: at(0.25),
    median: at(0.5),
    upper_quartile: at(0.75),
    max: known.at(-1)!,
  };
}

/**
 * Returns a quantile with linear interpolation between the two nearest values, the default of R and NumPy.
 * Source: quantile type 7 in the manual of R.
 * @param sorted ascending, not empty
 * @param share from 0 to 1
 */
function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  return below + (above - below) * (at - Math.floor(at));
}
