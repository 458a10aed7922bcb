import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { isSamePerson } from '@reprise/contracts';
import type { Principal } from '@reprise/gateway/shared/principal.ts';
import type { Caller } from '@reprise/gateway/shared/http/caller.ts';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import { Approvals } from './records/approvals.ts';
import { approvedCommand } from './approved-command.ts';
import { asOf, type ApprovalRecord } from './records/fold-approvals.ts';
import { denialToDecide } from './may-decide.ts';

/** A user's decision, with the reason. */
export interface ApprovalDecision {
  readonly by: Principal;
  readonly caller: Caller;
  readonly reason: string | null;
}

const TYPES = {
  approve: 'approval_granted',
  reject: 'approval_rejected',
  withdraw: 'approval_withdrawn',
} as const;
export type Verdict = keyof typeof TYPES;
const PAST = { approve: 'approved', reject: 'rejected', withdraw: 'withdrawn' } as const;

/** Decides on commands that await approval, and sends approved ones. */
@Injectable()
export class Decisions {
  constructor(
    private readonly approvals: Approvals,
    private readonly commands: CommandBus,
  ) {}

  /**
   * Records a decision. An approved command is then sent on behalf of the requester. Repeating a decision changes
   * nothing, and sends an approved command only if it has not been sent yet.
   * @throws ProblemException 403 if the user may not decide; 404; 409 if another decision was made or the request has
   * expired; or the response to the command if it is no longer allowed
   */
  async decide(id: string, verdict: Verdict, { by, caller, reason }: ApprovalDecision): Promise<ApprovalRecord> {
    const { request } = await this.approvals.find(id);
    await this.approvals.append(
      (records, now) => {
        const record = asOf(records.get(id)!, now);
        assertMayDecide(record, verdict, by);
        if (record.status !== 'waiting') return null;
        const { command, job_id } = record;
        return { type: TYPES[verdict], subject: id, data: { approval_id: id, command, job_id, reason } };
      },
      by,
      { correlationId: request.correlation_id, traceparent: caller.traceparent },
    );
    const decided = await this.approvals.find(id);
    // The same user may have made another decision before.
    if (decided.status !== PAST[verdict]) throw alreadyDecided(decided);
    if (verdict === 'approve') await this.commands.execute(approvedCommand(decided, caller.traceparent));
    return decided;
  }
}

function assertMayDecide(record: ApprovalRecord, verdict: Verdict, by: Principal): void {
  const isOwn = isSamePerson(record.requested_by, by.actor);
  const denied =
    verdict === 'withdraw' ? (isOwn ? null : 'Only the person who asked can withdraw it.') : denialToDecide(record, by);
  if (denied !== null) throw new ProblemException(403, denied);
  const isOfSamePerson = isSamePerson(record.decided_by ?? '', by.actor);
  if (record.status !== 'waiting' && !isOfSamePerson) throw alreadyDecided(record);
}

const alreadyDecided = ({ status }: ApprovalRecord) =>
  new ProblemException(409, `This request ${status === 'expired' ? 'has expired' : `was ${status} already`}.`);
