import type { ExecutorListing, JobView } from '@reprise/contracts';

/** Live tasks of one job on an executor. */
export type ListedTasks = Pick<ExecutorListing, 'name' | 'counts' | 'unknown'>;

/** Selected jobs and their tasks on executors; null until both are completely read. */
export interface SelectedJobs {
  readonly jobs: readonly JobView[] | null;
  readonly listed: readonly ListedTasks[] | null;
}
