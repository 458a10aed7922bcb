import type { DataOf } from '@reprise/contracts';
import type { Decision } from '../decision.ts';
import { refuse } from '../refusal.ts';
import type { OpenJob } from '../state.ts';

export type ConfirmUnpause = { readonly name: 'confirm_unpause' } & DataOf<'unpaused'>;

export function decideConfirmUnpause(job: OpenJob, { name: _, ...data }: ConfirmUnpause): Decision {
  if (job.pending_action?.kind !== 'unpausing')
    return refuse('no_unpause_requested', 'Nobody asks any more to go on with this attempt.');
  return [{ type: 'unpaused', data }];
}
