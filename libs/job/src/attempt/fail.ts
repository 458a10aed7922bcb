import type { DataOf } from '@reprise/contracts';
import type { Decision } from '../decision.ts';
import { refuse } from '../refusal.ts';
import { lateCancel, type OpenJob } from '../state.ts';

export type Fail = { readonly name: 'fail' } & Omit<DataOf<'attempt_failed'>, 'cancel'>;

export function decideFail(job: OpenJob, { name: _, ...failure }: Fail): Decision {
  if (!job.claimed_by) return refuse('not_claimed', 'No runner has claimed this attempt.');
  // Nothing ran, so the attempt ends as cancelled.
  if (failure.cause === 'start_failed' && job.status === 'pending' && job.pending_action)
    return refuse('being_cancelled', 'This attempt was cancelled before it started.');
  return [{ type: 'attempt_failed', data: { ...failure, ...(hasEndedByItself(failure) && lateCancel(job)) } }];
}

/** Whether a process ended: false if none started; unknown for a lost runner. */
const hasEndedByItself = ({ cause }: Pick<Fail, 'cause'>) => cause === 'error' || cause === 'killed';
