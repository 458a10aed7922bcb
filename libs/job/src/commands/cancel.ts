import { isSamePerson, type CancelCleanTarget, type DataOf, type DeletesOnCancel } from '@reprise/contracts';
import { leftByCancel, withUnproven } from '../attempt/unproven.ts';
import { ended } from '../attempt/carry-over.ts';
import { cleanAfterCancel } from '../clean/evolve-clean.ts';
import type { Decided, Decision } from '../decision.ts';
import { pending } from '../pending.ts';
import { refuse, wrongStatus } from '../refusal.ts';
import { isCancelling, isOpen, type Job, type OpenJob } from '../state.ts';
import type { CommandRules, EventOf } from '../command-rules.ts';

interface Cancel {
  readonly name: 'cancel';
  readonly reason: string | null;
  /** Actor of the request; absent if irrelevant. */
  readonly by?: string;
}
type ConfirmCancel = { readonly name: 'confirm_cancel' } & Omit<DataOf<'attempt_cancelled'>, 'clean'>;

export const cancel = {
  decide: decideCancel,
  reports: { confirm_cancel: decideConfirmCancel },
  attemptEffects: {
    cancel_requested: (job, event) =>
      isCancelling(job) ? job : { ...job, pending_action: { ...pending('cancelling', event), actors: [event.actor] } },
    cancel_joined: joined,
    cancel_unconfirmed: (job, { time, data }) =>
      withUnproven(job, { since: time, during: 'end', executors: leftByCancel(data) }),
    attempt_cancelled: (job, event) => ({
      ...ended(job, event),
      status: 'failed',
      cause: 'cancelled',
      ...cleanAfterCancel(event),
    }),
  },
} satisfies CommandRules;

/** Only the list of requesters changes: the first request remains the pending one. */
function decideCancel(job: Job, { reason, by }: Cancel): Decision {
  if (!isOpen(job)) return wrongStatus('cancel', job.status);
  const { attempt, pending_action } = job;
  if (pending_action?.kind === 'cancelling') {
    const { actors } = pending_action;
    const isKnown = by === undefined || actors === undefined || actors.some((actor) => isSamePerson(actor, by));
    return isKnown ? [] : [{ type: 'cancel_joined', data: { attempt, reason } }];
  }
  const requested: Decided = { type: 'cancel_requested', data: { attempt, reason } };
  if (job.status !== 'pending' || job.claimed_by) return [requested];
  const nothingRan = { attempt, signals: [], processes_ended: 0, survivors: 0, duration_ms: null } as const;
  return [requested, { type: 'attempt_cancelled', data: { ...nothingRan, signals: [] } }];
}

const targets: Record<DeletesOnCancel, CancelCleanTarget> = {
  delete_partial_outputs: 'partial_outputs',
  delete_all_but_resume: 'all_but_resume',
};

function decideConfirmCancel(job: OpenJob, { name: _, ...data }: ConfirmCancel): Decision {
  if (!isCancelling(job)) return refuse('no_cancel_requested', 'There is no request to cancel this attempt.');
  const clean = cleanByPolicy(job);
  return [{ type: 'attempt_cancelled', data: { ...data, ...(clean && { clean }) } }];
}

/** Clean that the pipeline's policy demands. An attempt that never started has no files, and pinned files are kept. */
function cleanByPolicy(job: OpenJob): DataOf<'attempt_cancelled'>['clean'] {
  const { on_cancel, pinned, status, pipeline } = job;
  if (!on_cancel || pinned || status === 'pending') return undefined;
  const keep_results = job.goes_on_from_success === true;
  return { what: targets[on_cancel], keep_results, rule: `on_cancel of ${pipeline}` };
}

/** Only the list of requesters changes: the first request remains the pending one. */
function joined(job: OpenJob, { actor }: EventOf<'cancel_joined'>): OpenJob {
  const action = job.pending_action;
  if (action?.kind !== 'cancelling') return job;
  const actors = [...(action.actors ?? []), actor];
  return { ...job, pending_action: { ...action, actors } } as OpenJob;
}
