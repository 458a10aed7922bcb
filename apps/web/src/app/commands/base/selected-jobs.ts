import type { ExecutorListing, JobView } from '@reprise/contracts';

/** Live tasks that an executor has of one job. */
export type ListedTasks = Pick<ExecutorListing, 'name' | 'counts' | 'unknown'>;

/** Selected jobs, and what their executors have of them; null before all of both is read. */
export interface SelectedJobs {
  readonly jobs: readonly JobView[] | null;
  readonly listed: readonly ListedTasks[] | null;
}
