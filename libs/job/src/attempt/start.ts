import type { DataOf } from '@reprise/contracts';
import type { Decision } from '../decision.ts';
import { refuse } from '../refusal.ts';
import type { OpenJob } from '../state.ts';

export type Start = { readonly name: 'start' } & Omit<DataOf<'attempt_started'>, 'results_left_on'>;

export function decideStart(job: OpenJob, { name: _, ...start }: Start): Decision {
  if (job.status !== 'pending') return refuse('already_started', 'This attempt has started already.');
  if (!job.claimed_by) return refuse('not_claimed', 'No runner has claimed this attempt.');
  if (job.pending_action) return refuse('being_cancelled', 'This attempt was cancelled before it started.');
  if (job.claimed_by !== start.runner_id) return refuse('already_claimed', 'Another runner has claimed this attempt.');
  return [{ type: 'attempt_started', data: { ...start, ...resultsLeft(job, start.storage_id) } }];
}

/** A rerun deletes the results on its runner's storage; those on other storage remain. */
const resultsLeft = ({ mode, results_on, keep_results, deletes_nothing }: OpenJob, storageId: string) =>
  mode === 'fresh' && !keep_results && !deletes_nothing && results_on && results_on !== storageId
    ? { results_left_on: results_on }
    : {};
