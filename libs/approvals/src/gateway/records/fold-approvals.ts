import type { RecordedEvent } from '@reprise/contracts';
import type { ApprovalStatus, ApprovalView } from '../../contract/index.ts';

/** A command that awaits approval or was decided on, folded from the log. */
export interface ApprovalRecord extends Omit<ApprovalView, 'sample_name' | 'refusal' | 'denied' | 'status'> {
  readonly status: ApprovalStatus;
  /** Event that requested the approval. */
  readonly request: RecordedEvent;
  /** Event id of the decision; null while the request waits. */
  readonly decision_id: string | null;
}

const DECISIONS: Readonly<Record<string, ApprovalStatus>> = {
  approval_granted: 'approved',
  approval_rejected: 'rejected',
  approval_withdrawn: 'withdrawn',
  approval_expired: 'expired',
};

/** Applies an event to the records, by approval id. The first decision counts, and further events change nothing. */
export function foldApproval(records: Map<string, ApprovalRecord>, event: RecordedEvent): void {
  if (event.type === 'approval_requested') {
    const { approval_id, command, job_id, body, reason, expires_at } = event.data;
    if (job_id === null || records.has(approval_id)) return;
    records.set(approval_id, {
      approval_id,
      command,
      job_id,
      body,
      reason,
      expires_at,
      status: 'waiting',
      requested_by: event.actor,
      requested_at: event.time,
      request: event,
      decided_by: null,
      decided_at: null,
      decision_reason: null,
      decision_id: null,
    });
    return;
  }
  const status = DECISIONS[event.type];
  if (!status || !('approval_id' in event.data)) return;
  const record = records.get(event.data.approval_id);
  if (record?.status !== 'waiting') return;
  const decision_reason = 'reason' in event.data ? event.data.reason : null;
  const decided = { decided_by: event.actor, decided_at: event.time, decision_id: event.id };
  records.set(record.approval_id, { ...record, ...decided, status, decision_reason });
}

/** Returns a record as of a time, because undecided ones expire. */
export const asOf = (record: ApprovalRecord, now: number): ApprovalRecord =>
  record.status === 'waiting' && Date.parse(record.expires_at) <= now ? { ...record, status: 'expired' } : record;
