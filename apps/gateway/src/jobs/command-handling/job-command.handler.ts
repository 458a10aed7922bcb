import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  commands,
  GATEWAY_SOURCE,
  isJobCommand,
  type CommandAccepted,
  type CommandNameFor,
  type FieldProblem,
} from '@reprise/contracts';
import { derivedId, newId } from '@reprise/event-log';
import { decide, isRefusal, type KnownJob, type PersonCommand } from '@reprise/job';
import { JobStore, type Handled } from '@reprise/job-store';
import type { Caller } from '../../shared/http/caller.ts';
import { commandIds, type CommandIds } from '../../shared/http/command-ids.ts';
import { requireReason, undecidedProblem } from '../../shared/http/command-problems.ts';
import { ProblemException, jobNotFound } from '../../shared/http/problem.ts';
import { FollowedLog } from '../../shared/servers/followed-log.ts';
import { OwnWrites } from '../../shared/servers/own-writes.ts';
import { SETTINGS } from '../../shared/servers/tokens.ts';
import type { GatewaySettings } from '../../shared/settings.ts';
import { ApprovalRequests, waitingAnswer } from '../approvals/approval-requests.ts';
import { approvedCommand, approvedCommandId } from '../approvals/approved-command.ts';
import { CommandMetrics } from '../../shared/metrics/command-metrics.ts';
import { JobCommandRequest, type Approval } from '../command-requests/job-command-request.ts';
import { CommandPolicy } from '../policy/command-policy.ts';
import { LookUpSources, type Warn } from '../command-requests/look-up.ts';
import { lookUpOf } from './look-ups.ts';
import { refusalStatus } from '@reprise/contracts/routes';

/** Handles every command of a person, and turns its outcome into an answer. */
@CommandHandler(JobCommandRequest)
export class JobCommandHandler implements ICommandHandler<JobCommandRequest> {
  constructor(
    private readonly store: JobStore,
    private readonly sources: LookUpSources,
    private readonly log: FollowedLog,
    private readonly metrics: CommandMetrics,
    private readonly writes: OwnWrites,
    @Inject(SETTINGS) private readonly settings: Pick<GatewaySettings, 'reasonRequired'>,
    private readonly policy: CommandPolicy,
    private readonly approvals: ApprovalRequests,
  ) {}

  /**
   * @throws ProblemException the job is unknown, or the command is not allowed (then recorded as refused)
   * @throws LogUnavailableError the log does not answer
   * @throws StreamChangedError the log is another one than before, and nothing was appended
   */
  async execute<N extends CommandNameFor<'job'>>(command: JobCommandRequest<N>): Promise<CommandAccepted> {
    try {
      await this.log.assertSame();
      return await this.answer(command);
    } catch (error) {
      if (!(error instanceof ProblemException) || error.getStatus() >= 500) this.metrics.count(command.name, 'failed');
      throw error;
    }
  }

  private async answer(command: JobCommandRequest): Promise<CommandAccepted> {
    const { name, caller, body, approval, part } = command;
    const { path, message } = commands[name];
    const route = `POST /api/${path.replace(':id', command.jobId ?? '')}`;
    const ids = approval ? approvedIds(approval) : commandIds(caller, route, part?.given ?? body);
    const job_id = command.jobId ?? (ids.repeatable ? derivedId('job', ids.id) : newId());
    const earlier = approval || !this.policy.approves(name) ? null : await this.approvals.earlier(ids);
    if (earlier?.status === 'approved') return this.answer(approvedCommand(earlier, caller.traceparent));
    if (earlier) return waitingAnswer(ids.id, job_id, earlier.request.seq);
    let warnings: readonly FieldProblem[] = [];
    const handled = await this.handle(job_id, command, ids, (found) => (warnings = found));
    if (!handled) {
      const asked = await this.approvals.ask({ ids, name, jobId: job_id, body: { ...body }, caller });
      return asked ?? this.answer(command);
    }
    if (handled.last_seq !== null) this.writes.add(handled.last_seq, job_id, caller.actor);
    this.metrics.count(name, handled.repeated ? 'repeated' : handled.outcome);
    if (handled.outcome === 'refused') throw new ProblemException(refusalStatus(handled.code), handled.detail);
    return {
      message,
      job_id,
      seq: handled.seq,
      command_id: handled.command_id,
      ...(warnings.length && { warnings: [...warnings] }),
    };
  }

  /** Whether a command would be accepted in this state, and needs a second person then. Joining one under way does not. */
  private async approvalIsNeeded(
    name: CommandNameFor<'job'>,
    { state }: KnownJob,
    made: PersonCommand,
    caller: Caller,
  ): Promise<boolean> {
    if (state.status === 'unknown' || !this.policy.approves(name)) return false;
    if (!(await this.policy.needsApproval(name, state, caller))) return false;
    const decision = decide(state, made);
    return !isRefusal(decision) && decision.some(({ type }) => type === commands[name].accepted);
  }

  /** Returns the outcome; null: it is new and would be accepted, and a second person has to approve it first. */
  private async handle<N extends CommandNameFor<'job'>>(
    jobId: string,
    { name, body, caller, approval, part }: JobCommandRequest<N>,
    ids: CommandIds,
    warn: Warn,
  ): Promise<Handled | null> {
    const { actor, correlation_id, traceparent } = caller;
    const objection = approval ? null : await this.policy.objectionTo(name, jobId, caller);
    // Not called for a command that came before.
    const make = async (job: KnownJob): Promise<PersonCommand> => {
      if (part?.problem) throw part.problem;
      if (job.state.status === 'unknown' && isJobCommand(name)) throw jobNotFound(jobId);
      const made = await lookUpOf(name).make(body, job, this.sources, warn, caller, part);
      requireReason(this.settings.reasonRequired, 'job', made);
      if (!approval && !objection && (await this.approvalIsNeeded(name, job, made, caller)))
        throw new ApprovalNeededError();
      return made;
    };
    try {
      return await this.store.handle(jobId, make, {
        ...ids,
        actor,
        source: GATEWAY_SOURCE,
        correlation_id,
        traceparent,
        objection,
      });
    } catch (error) {
      if (error instanceof ApprovalNeededError) return null;
      throw undecidedProblem(error);
    }
  }
}

const approvedIds = ({ approval_id, decision_id }: Approval): CommandIds => ({
  id: approvedCommandId(approval_id),
  causation_id: decision_id,
  repeatable: true,
});

class ApprovalNeededError extends Error {
  override readonly name = 'ApprovalNeededError';
}
