import type { DataOf } from '@reprise/contracts';
import type { Decision } from '../decision.ts';
import { refuse } from '../refusal.ts';
import type { JobState } from '../state.ts';

export type Submit = { readonly name: 'submit' } & DataOf<'submitted'>;

export function decideSubmit(state: JobState, { name: _, ...data }: Submit): Decision {
  if (state.status !== 'unknown') return refuse('submitted_before', 'This job was submitted before.');
  return [{ type: 'submitted', data }];
}
