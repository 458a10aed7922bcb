import type { FailureView, JobView } from '@reprise/contracts';
import { endingKey, STATUS } from './status.ts';

/** A job as it is, or as its history says it was. */
type Refusing = Pick<JobView, 'status' | 'pending_action'> & { readonly failure: Pick<FailureView, 'cause'> | null };

/**
 * Returns a refusal with the page's word for the job's status. The API has one status, `failed`, for failed and cancelled
 * jobs, as the original has.
 */
export function withShownStatus(refusal: string, job?: Refusing | null): string {
  const word = job?.status === 'failed' ? STATUS[endingKey(job)].word.toLowerCase() : 'failed or cancelled';
  return refusal.replace(/(?<=with status: )failed$/, word);
}
