import type { ExecutorListing, ExecutorListings, JobView, TaskView } from '@reprise/contracts';
import type { Api } from '../../../core/api/api.ts';

type Where = Pick<JobView, 'job_id' | 'status' | 'asked'>;

/** Whether clusters can currently be queried for a job's tasks. */
export const hasLiveTasks = ({ status, asked = [] }: Where): boolean =>
  asked.length > 0 && (status === 'running' || status === 'paused');

/** Reads the live tasks of a job on clusters. Skips the request if there are none. */
export const readExecutors = (api: Pick<Api, 'executors'>, job: Where): Promise<ExecutorListings> =>
  hasLiveTasks(job) ? api.executors(job.job_id) : Promise.resolve({ executors: [] });

export type LiveTask = ExecutorListing['tasks'][number];

/**
 * Returns a function that finds the live task for a task: by its native id or, if no id matches, by its work dir, which
 * the tasks of an array share.
 */
export function liveTasks(listings: readonly ExecutorListing[]): (task: TaskView) => LiveTask | undefined {
  const all = listings.flatMap(({ tasks }) => tasks);
  const byId = new Map(all.map((task) => [task.native_id, task]));
  const byDir = new Map(all.map((task) => [task.work_dir, task]));
  return ({ native_id, work_dir }) =>
    (native_id === null ? undefined : byId.get(native_id)) ?? (work_dir === null ? undefined : byDir.get(work_dir));
}
