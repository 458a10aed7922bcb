import type { JobView } from '@reprise/contracts';

/**
 * Sentence about when part of a job's results is available, such as "its variants are listed"; empty once the job has
 * ended.
 */
export const notCompletedText = (
  { sample_name, status }: Pick<JobView, 'sample_name' | 'status'>,
  what: string,
): string =>
  status === 'completed' || status === 'failed' ? '' : `${sample_name} has not completed yet: ${what} once it has.`;
