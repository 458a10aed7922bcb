import type { JobView } from '@reprise/contracts';

/** Sentence about when something of a job's results is there, such as "its variants are listed"; empty once it has ended. */
export const notCompletedText = (
  { sample_name, status }: Pick<JobView, 'sample_name' | 'status'>,
  what: string,
): string =>
  status === 'completed' || status === 'failed' ? '' : `${sample_name} has not completed yet: ${what} once it has.`;
