import type { TaskStatus, TaskView } from '@reprise/contracts';

const GB = 2 ** 30;

/** The part of a task that its resources are computed from. */
export type MeasuredTask = Pick<
  TaskView,
  'status' | 'hash' | 'submitted_at' | 'started_at' | 'completed_at' | 'peak_rss' | 'cpu_percent' | 'resources'
>;

/** A value of a task; null if it is unknown. */
export type Value = (task: MeasuredTask) => number | null;

export const requestedCpus: Value = ({ resources }) => resources?.cpus ?? null;
export const requestedMemory: Value = ({ resources }) => resources?.memory ?? null;
export const requestedTime: Value = ({ resources }) => resources?.time_ms ?? null;
export const usedCpus: Value = ({ cpu_percent }) => (cpu_percent === null ? null : cpu_percent / 100);
export const usedMemory: Value = ({ peak_rss }) => peak_rss;

/** Milliseconds. Tasks that an earlier release ran have the time from start to end, which Nextflow rounds up. */
export const timeOf: Value = ({ resources, started_at, completed_at }) => {
  const realtime = resources?.realtime_ms ?? null;
  return realtime ?? between(started_at, completed_at);
};

/** Milliseconds that a task waited for its executor. */
export const waitOf: Value = ({ submitted_at, started_at }) => between(submitted_at, started_at);

export const gigabytes =
  (value: Value): Value =>
  (task) => {
    const bytes = value(task);
    return bytes === null ? null : bytes / GB;
  };

const between = (from: string | null, to: string | null): number | null =>
  from === null || to === null ? null : Math.max(0, Date.parse(to) - Date.parse(from));

/** Statuses of tasks that ran to the end. Nextflow does not measure tasks that were stopped. */
const RAN: readonly TaskStatus[] = ['completed', 'failed', 'retried', 'cached'];

/**
 * Returns the tasks of a job that ran, without cached ones, which repeat an earlier one with the same hash. A task that
 * ran again under its hash, as in a restart, counts for each time. If the earlier task has no resources (earlier
 * releases did not record them), those of the cached task are used, because Nextflow's cache contains them.
 * @param tasks those of all attempts, in order of appearance
 */
export function executions<T extends MeasuredTask>(tasks: readonly T[]): T[] {
  const ran: T[] = [];
  const latest = new Map<string, number>();
  for (const task of tasks) {
    if (!RAN.includes(task.status) || timeOf(task) === null) continue;
    const at = task.status === 'cached' ? latest.get(task.hash) : undefined;
    if (at === undefined) latest.set(task.hash, ran.push(task) - 1);
    else ran[at] = { ...ran[at]!, resources: ran[at]!.resources ?? task.resources };
  }
  return ran;
}
