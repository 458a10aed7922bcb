import type { DataOf } from '@reprise/contracts';
import type { Decision } from '../decision.ts';
import { refuse } from '../refusal.ts';
import { isCancelling, type OpenJob } from '../state.ts';

export type ConfirmCancel = { readonly name: 'confirm_cancel' } & DataOf<'attempt_cancelled'>;

export function decideConfirmCancel(job: OpenJob, { name: _, ...data }: ConfirmCancel): Decision {
  if (!isCancelling(job)) return refuse('no_cancel_requested', 'Nobody asked to cancel this attempt.');
  return [{ type: 'attempt_cancelled', data }];
}
