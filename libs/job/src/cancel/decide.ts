import { isSamePerson } from '@reprise/contracts';
import type { Decided, Decision } from '../decision.ts';
import { wrongStatus } from '../refusal.ts';
import { isOpen, type Job } from '../state.ts';

export interface Cancel {
  readonly name: 'cancel';
  readonly reason: string | null;
  /** Actor who asks; absent where it does not matter who. */
  readonly by?: string;
}

/**
 * An attempt that no runner has claimed is cancelled at once; any other by its runner. While a cancel is under way, each
 * further person who asks joins it once.
 */
export function decideCancel(job: Job, { reason, by }: Cancel): Decision {
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
