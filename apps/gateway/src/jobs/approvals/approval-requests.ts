import { Inject, Injectable } from '@nestjs/common';
import { userOfActor, type CommandAccepted, type CommandNameFor } from '@reprise/contracts';
import type { Caller } from '../../shared/http/caller.ts';
import { ProblemException } from '../../shared/http/problem.ts';
import { SETTINGS } from '../../shared/servers/tokens.ts';
import type { GatewaySettings } from '../../shared/settings.ts';
import { Approvals } from './approvals.ts';
import { asOf } from './fold-approvals.ts';

/** A command that needs a second person, before it is decided. */
export interface Wanted {
  /** Id of the command, which becomes that of the approval: the same one twice is one request. */
  readonly id: string;
  readonly name: CommandNameFor<'job'>;
  readonly jobId: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly caller: Caller;
}

/** Message of a command that waits for a second person. */
const WAITS = 'Waits for the approval of a second person';

/** Asks for the approval of commands. */
@Injectable()
export class ApprovalRequests {
  constructor(
    private readonly approvals: Approvals,
    @Inject(SETTINGS) private readonly settings: Pick<GatewaySettings, 'approvals'>,
  ) {}

  /**
   * Records the request.
   * @throws ProblemException 403 nobody knows who asks; 409 the same command to the job waits already
   */
  async ask({ id, name, jobId, body, caller }: Wanted): Promise<CommandAccepted> {
    const { actor, correlation_id, traceparent } = caller;
    // Whoever holds the token of the machine could approve as themselves.
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
      { correlationId: correlation_id, traceparent },
    );
    return { message: WAITS, job_id: jobId, seq: seq ?? 0, command_id: id, approval_id: id };
  }
}
