import type { FailureView, JobView } from '@reprise/contracts';
import { endingKey, STATUS } from './status.ts';

/** A job in its present or a past state. */
type Refusing = Pick<JobView, 'status' | 'pending_action'> & { readonly failure: Pick<FailureView, 'cause'> | null };

/**
 * Returns a refusal with the page's term for the job's status. Like the original, the API has a single status,
 * `failed`, for failed and cancelled jobs.
 * @param endedAs how the job ended, if the job itself is not available
 */
export function withShownStatus(refusal: string, job?: Refusing | null, endedAs?: 'failed' | 'cancelled'): string {
  const word =
    job?.status === 'failed' ? STATUS[endingKey(job)].word.toLowerCase() : (endedAs ?? 'failed or cancelled');
  return refusal.replace(/(?<=with status: )failed$/, word);
}
