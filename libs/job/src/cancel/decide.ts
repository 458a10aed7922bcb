import type { Decided, Decision } from '../decision.ts';
import { wrongStatus } from '../refusal.ts';
import { isOpen, type Job } from '../state.ts';

export interface Cancel {
  readonly name: 'cancel';
  readonly reason: string | null;
}

/** An attempt that no runner has claimed is cancelled at once; any other by its runner. */
export function decideCancel(job: Job, { reason }: Cancel): Decision {
  if (!isOpen(job)) return wrongStatus('cancel', job.status);
  if (job.pending_action?.kind === 'cancelling') return [];
  const { attempt } = job;
  const requested: Decided = { type: 'cancel_requested', data: { attempt, reason } };
  if (job.status !== 'pending' || job.claimed_by) return [requested];
  const nothingRan = { attempt, signals: [], processes_ended: 0, survivors: 0, duration_ms: null } as const;
  return [requested, { type: 'attempt_cancelled', data: { ...nothingRan, signals: [] } }];
}
