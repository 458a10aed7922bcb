import { Inject, Injectable } from '@nestjs/common';
import { userOfActor, type CommandAccepted } from '@reprise/contracts';
import { IdempotencyKeyReusedError } from '@reprise/job-store';
import { PeopleDirectory, readActorNames } from '@reprise/gateway/shared/access/people-directory.ts';
import type { CommandIds } from '@reprise/gateway/shared/http/command-ids.ts';
import { undecidedProblem } from '@reprise/gateway/shared/http/command-problems.ts';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import { SETTINGS } from '@reprise/gateway/shared/servers/tokens.ts';
import type { GatewaySettings } from '@reprise/gateway/shared/settings.ts';
import { SecondPerson, type EarlierRequest, type HeldCommand } from '@reprise/gateway/jobs';
import { Approvals } from './records/approvals.ts';
import { approvedCommand } from './approved-command.ts';
import { asOf, type ApprovalRecord } from './records/fold-approvals.ts';

/** Message of a command that awaits approval. */
const WAITS = 'Waits for the approval of a second person';

/** Returns the response to a command while its approval request waits. */
const waitingAnswer = (approval_id: string, job_id: string, seq: number): CommandAccepted => ({
  message: WAITS,
  job_id,
  seq,
  command_id: approval_id,
  approval_id,
});

/** Requests the approval of commands. */
@Injectable()
export class ApprovalRequests implements SecondPerson {
  constructor(
    private readonly approvals: Approvals,
    private readonly people: PeopleDirectory,
    @Inject(SETTINGS) private readonly settings: Pick<GatewaySettings, 'approvals'>,
  ) {}

  async earlier({ id, causation_id, repeatable }: CommandIds, traceparent: string): Promise<EarlierRequest | null> {
    if (!repeatable) return null;
    const record = (await this.approvals.list()).find(({ approval_id }) => approval_id === id);
    if (!record) return null;
    const { request, status } = record;
    // Requests of earlier releases name themselves as their cause, instead of the command with its body.
    if (request.causation_id !== causation_id && request.causation_id !== request.id)
      throw undecidedProblem(new IdempotencyKeyReusedError());
    if (status === 'waiting') return { status, answer: waitingAnswer(id, record.job_id, request.seq) };
    if (status === 'approved') return { status, command: approvedCommand(record, traceparent) };
    throw notSent(record, await readActorNames(this.people));
  }

  async ask({ ids, name, jobId, body, caller }: HeldCommand): Promise<CommandAccepted | null> {
    const { id, causation_id } = ids;
    const { actor, correlation_id, traceparent } = caller;
    // The holder of the machine token could approve their own request.
    if (userOfActor(actor) === undefined)
      throw new ProblemException(
        403,
        'This needs a second person: sign in with an account of your own, and ask again.',
      );
    const reason = typeof body['reason'] === 'string' && body['reason'] ? body['reason'] : null;
    const seq = await this.approvals.append(
      (records, now) => {
        if (records.has(id)) return null;
        const waiting = [...records.values()].find(
          (record) => record.job_id === jobId && record.command === name && asOf(record, now).status === 'waiting',
        );
        if (waiting) throw new ProblemException(409, `A request to ${name} this job waits for approval already.`);
        const expires_at = new Date(now + this.settings.approvals.timeMs).toISOString();
        const data = { approval_id: id, command: name, job_id: jobId, body: { ...body }, reason, expires_at };
        return { type: 'approval_requested', subject: id, data };
      },
      actor,
      { correlationId: correlation_id, causationId: causation_id, traceparent },
    );
    return seq === null ? null : waitingAnswer(id, jobId, seq);
  }
}

function notSent(record: ApprovalRecord, nameOf: (actor: string) => string): ProblemException {
  const { command, status, decided_by, decided_at, expires_at } = record;
  const ending =
    status === 'expired' ? `expired at ${expires_at}` : `was ${status} by ${nameOf(decided_by!)} at ${decided_at!}`;
  return new ProblemException(
    409,
    `The request to ${command} this job ${ending}. Nothing was sent. To ask again, use another Idempotency-Key.`,
  );
}
