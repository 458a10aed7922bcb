import type { JobView } from '@reprise/contracts';
import { endingKey, STATUS } from './status.ts';

/**
 * Returns a refusal with the page's word for the job's status. The API has one status, `failed`, for failed and cancelled
 * jobs, as the original has.
 */
export function withShownStatus(refusal: string, job?: Pick<JobView, 'status' | 'pending_action' | 'failure'>): string {
  const word = job?.status === 'failed' ? STATUS[endingKey(job)].word.toLowerCase() : 'failed or cancelled';
  return refusal.replace(/(?<=with status: )failed$/, word);
}
