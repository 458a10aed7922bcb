import type { CommandNameFor } from '@reprise/contracts';
import { derivedId } from '@reprise/event-log';
import type { Caller } from '@reprise/gateway/shared/http/caller.ts';
import { JobCommandRequest } from '@reprise/gateway/jobs';
import type { ApprovalRecord } from './records/fold-approvals.ts';

/**
 * Returns the id of an approved command. It is the same each time the command is sent, for example after a broken
 * connection.
 */
export const approvedCommandId = (approvalId: string): string => derivedId('approved command', approvalId);

/** Returns the command of an approved request, on behalf of the requester. It is always the same command. */
export function approvedCommand(record: ApprovalRecord, traceparent: string): JobCommandRequest {
  const { approval_id, command, job_id, body, requested_by, request, decision_id } = record;
  const caller: Caller = { actor: requested_by, correlation_id: request.correlation_id, traceparent };
  const name = command as CommandNameFor<'job'>;
  const approval = { command_id: approvedCommandId(approval_id), decision_id: decision_id! };
  return new JobCommandRequest(name, job_id, body as JobCommandRequest['body'], caller, approval);
}
