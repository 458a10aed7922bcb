import type { JobView } from './views/job.ts';

/** Number of tasks of the current attempt that failed and that the pipeline ignored. */
export const ignoredFailures = ({ steps }: Pick<JobView, 'steps'>): number =>
  steps.reduce((sum, { tasks }) => sum + tasks.ignored, 0);

/** "2 failures ignored"; empty if there are none. */
export function ignoredText(job: Pick<JobView, 'steps'>): string {
  const ignored = ignoredFailures(job);
  return ignored ? `${ignored.toLocaleString('en-GB')} ${ignored === 1 ? 'failure' : 'failures'} ignored` : '';
}
