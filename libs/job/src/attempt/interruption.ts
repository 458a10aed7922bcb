import { GATEWAY, type DataOf, type ResumeCause, type ResumeHold } from '@reprise/contracts';
import type { EventOf } from '../command-rules.ts';
import type { FailedJob, Job, OpenJob } from '../state.ts';

/** Field of a job whose attempt failed for a cause in its policy. */
export function interruption(
  job: OpenJob,
  { data }: Pick<EventOf<'attempt_failed'>, 'data'>,
): Pick<FailedJob, 'interruption'> {
  const cause = causeOf(data);
  const { resume_after: policy, automatic_resume: last } = job;
  if (!policy || !cause || !policy.causes.includes(cause) || data.cancel) return {};
  const held = holdOf(job);
  if (held) return { interruption: { cause, is_due: false, held } };
  return { interruption: { cause, is_due: (last?.number ?? 0) < policy.times } };
}

/**
 * Fields of an automatic attempt. Its number counts from the last attempt that a user requested, and it uses that
 * user's share of the queue.
 */
export function countedResume(
  job: Job,
  { actor }: EventOf<'resume_requested'>,
): Partial<Pick<Job, 'automatic_resume' | 'asked_by'>> {
  if (actor !== GATEWAY || job.status !== 'failed' || !job.interruption) return {};
  const number = (job.automatic_resume?.number ?? 0) + 1;
  const by = job.asked_by === undefined ? {} : { asked_by: job.asked_by };
  return { automatic_resume: { cause: job.interruption.cause, number }, ...by };
}

/** Cause that a policy can name; null for errors of the pipeline and for causes that may be one. */
function causeOf({ cause, disruption }: DataOf<'attempt_failed'>): ResumeCause | null {
  if (cause === 'killed' || cause === 'runner_lost') return cause;
  return cause === 'error' && disruption ? disruption : null;
}

/** Returns the requested state of the attempt: ended or paused; null if it should run. */
function holdOf({ status, pending_action: action }: OpenJob): ResumeHold | null {
  if (!action) return status === 'paused' ? 'paused' : null;
  return action.kind === 'unpausing' ? null : action.kind;
}
