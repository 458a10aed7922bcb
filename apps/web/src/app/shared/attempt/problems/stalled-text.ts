import type { JobView } from '@reprise/contracts';
import { dateTime, plural } from '../../format.ts';

/** Returns facts about a run without progress, and what to do. */
export const stalledText = ({ since, tasks_waiting }: NonNullable<JobView['stalled']>, now: number): string =>
  `Has stood still since ${dateTime(since, now)}: Nextflow runs no task, and submits none of the ${plural(tasks_waiting, 'task')} that wait. If it does not continue, cancel and resume: finished tasks come from the cache.`;
