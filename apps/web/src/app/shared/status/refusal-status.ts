import type { FailureView, JobView } from '@reprise/contracts';
import { endingKey, STATUS } from './status.ts';

/** A job as it is, or as its history says it was. */
type Refusing = Pick<JobView, 'status' | 'pending_action'> & { readonly failure: Pick<FailureView, 'cause'> | null };

/**
 * Returns a refusal with the page's word for the job's status. The API has one status, `failed`, for failed and cancelled
 * jobs, as the original has.
 * @param endedAs how it had ended, where the job itself is not at hand
 */
export function withShownStatus(refusal: string, job?: Refusing | null, endedAs?: 'failed' | 'cancelled'): string {
  const word =
    job?.status === 'failed' ? STATUS[endingKey(job)].word.toLowerCase() : (endedAs ?? 'failed or cancelled');
  return refusal.replace(/(?<=with status: )failed$/, word);
}
