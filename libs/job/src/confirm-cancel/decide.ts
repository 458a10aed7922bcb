import type { CancelCleanTarget, DataOf, DeletesOnCancel } from '@reprise/contracts';
import type { Decision } from '../decision.ts';
import { refuse } from '../refusal.ts';
import { isCancelling, type OpenJob } from '../state.ts';

export type ConfirmCancel = { readonly name: 'confirm_cancel' } & Omit<DataOf<'attempt_cancelled'>, 'clean'>;

const targets: Record<DeletesOnCancel, CancelCleanTarget> = {
  delete_partial_outputs: 'partial_outputs',
  delete_all_but_resume: 'all_but_resume',
};

export function decideConfirmCancel(job: OpenJob, { name: _, ...data }: ConfirmCancel): Decision {
  if (!isCancelling(job)) return refuse('no_cancel_requested', 'Nobody asked to cancel this attempt.');
  const clean = cleanByPolicy(job);
  return [{ type: 'attempt_cancelled', data: { ...data, ...(clean && { clean }) } }];
}

/** Clean that the pipeline's policy asks for. An attempt that never started left nothing, and pinned files stay. */
function cleanByPolicy(job: OpenJob): DataOf<'attempt_cancelled'>['clean'] {
  const { on_cancel, pinned, status, pipeline } = job;
  if (!on_cancel || pinned || status === 'pending') return undefined;
  const keep_results = job.goes_on_from_success === true;
  return { what: targets[on_cancel], keep_results, rule: `on_cancel of ${pipeline}` };
}
