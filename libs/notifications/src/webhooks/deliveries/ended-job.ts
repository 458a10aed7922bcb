import type { EventType } from '@reprise/contracts';
import type { Subscribed } from './subscribed.ts';
import type { BatchJob } from '../events/ended-batch.ts';
import { isChosen, matchesJob } from './matches.ts';

/** Time for which a batch waits for a resume that is due: its work dir may be gone, and nothing resumes the job. */
const RESUME_MS = 10 * 60_000;

/** Whether a job has ended and is not about to be resumed by its policy. `now` in milliseconds. */
export function isEnded({ status, completed_at, is_resume_due }: BatchJob, now: number): boolean {
  if (status !== 'completed' && status !== 'failed') return false;
  return !is_resume_due || completed_at === null || now - new Date(completed_at).getTime() > RESUME_MS;
}

/** Whether a subscription asks for the way in which a job ended, or for the verdict on its results. */
export function matchesEndedJob(
  job: BatchJob,
  { event_types, filter }: Pick<Subscribed, 'event_types' | 'filter'>,
): boolean {
  if (!matchesJob(job, filter)) return false;
  const type = endingOf(job);
  if (event_types.includes(type) && (type !== 'attempt_failed' || isChosen(filter.cause, job.cause))) return true;
  return event_types.includes('qc_measured') && job.qc !== null && isChosen(filter.qc, job.qc);
}

function endingOf({ status, cause }: BatchJob): EventType {
  if (status === 'completed') return 'attempt_succeeded';
  return cause === 'cancelled' ? 'attempt_cancelled' : 'attempt_failed';
}
