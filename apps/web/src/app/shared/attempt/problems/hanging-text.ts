import type { Hang, JobView } from '@reprise/contracts';
import { dateTime } from '../../format.ts';

/** "It hung: Nextflow had aborted it (SIGTERM), and did not end" */
export const hungText = (hang: Hang): string => `It hung: ${beforeText(hang, 'had')}, and Nextflow did not end`;

/** Returns facts about a hanging Nextflow, and what to do. */
export const hangingText = ({ since, ...hang }: NonNullable<JobView['hanging']>, now: number): string =>
  `Nextflow hangs, as was seen at ${dateTime(since, now)}: ${beforeText(hang, 'has')}, and it neither ends nor logs anything. If it does not end, cancel and resume: finished tasks come from the cache.`;

function beforeText({ after, cause }: Hang, verb: 'has' | 'had'): string {
  if (after === 'tasks') return verb === 'has' ? 'all its tasks have ended' : 'all its tasks had ended';
  return `it ${verb} aborted the run${cause === null ? '' : ` (${cause})`}`;
}
