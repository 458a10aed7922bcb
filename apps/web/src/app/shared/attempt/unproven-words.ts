import type { JobView } from '@reprise/contracts';
import { dateTime } from '../format.ts';

/** Returns what the executors have not proven yet, and what happens next. */
export const unprovenWords = ({ since, executors }: NonNullable<JobView['unproven']>, now: number): string =>
  `Not proven since ${dateTime(since, now)} that no task goes on. ${executors.map(({ message }) => message).join('. ')}. The job stays as it is, and they are asked again until they answer.`;
