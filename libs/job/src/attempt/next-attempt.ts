import { asked, earlierFiles } from './carry-over.ts';
import type { EventOf } from '../command-rules.ts';
import { isOpen, type Job, type JobState } from '../state.ts';

type NextAttempt = EventOf<'rerun_requested' | 'resume_requested' | 'restart_requested'>;
/** Fields that depend on the command: the kind of attempt, and what it does with earlier files. */
type Differences = Pick<Job, 'mode' | 'keep_work_dir' | 'last_run' | 'cleaned' | 'results_on'> & Partial<Job>;

/** Makes an ended job pending again, for its next attempt. */
export function nextAttempt(job: Job, event: NextAttempt, differences: Differences): JobState {
  if (isOpen(job) || event.data.attempt !== job.attempt + 1) return job;
  return {
    ...asked(job),
    params: ('params' in event.data && event.data.params) || job.params,
    waiting_since: event.seq,
    attempt: event.data.attempt,
    requested_by: event.id,
    asked_by: event.actor,
    correlation_id: event.correlation_id,
    traceparent: event.traceparent,
    ...(job.pinned && { pinned: job.pinned }),
    ...differences,
    status: 'pending',
    claimed_by: null,
    pending_action: null,
  };
}

/** Fields of an attempt that continues in the work dir of earlier ones. */
export const goesOn = (job: Job) => ({
  keep_work_dir: false,
  ...(hasSucceeded(job) && { goes_on_from_success: true as const }),
  last_run: job.last_run,
  cleaned: job.cleaned,
  ...earlierFiles(job),
});

const hasSucceeded = (job: Job): boolean => job.status === 'completed' || job.goes_on_from_success === true;
