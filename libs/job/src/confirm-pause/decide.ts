import type { DataOf } from '@reprise/contracts';
import type { Decision } from '../decision.ts';
import { refuse } from '../refusal.ts';
import type { OpenJob } from '../state.ts';

export type ConfirmPause = { readonly name: 'confirm_pause' } & DataOf<'paused'>;

/** Refused where the pause was taken back, or a cancel came in between. */
export function decideConfirmPause(job: OpenJob, { name: _, ...data }: ConfirmPause): Decision {
  if (job.pending_action?.kind !== 'pausing')
    return refuse('no_pause_requested', 'Nobody asks any more to pause this attempt.');
  return [{ type: 'paused', data }];
}
