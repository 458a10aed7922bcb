import { Inject, Optional } from '@nestjs/common';
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
import type { KnownJob, PersonCommand } from '@reprise/job';
import { JobStore, type Handled, type Held } from '@reprise/job-store';
import { commandIds, type CommandIds } from '../../shared/http/command-ids.ts';
import { requireReason, undecidedProblem } from '../../shared/http/command-problems.ts';
import { ProblemException, jobNotFound } from '../../shared/http/problem.ts';
import { FollowedLog } from '../../shared/servers/followed-log.ts';
import { OwnWrites } from '../../shared/servers/own-writes.ts';
import { SETTINGS } from '../../shared/servers/tokens.ts';
import type { GatewaySettings } from '../../shared/settings.ts';
import { CommandMetrics } from '../../shared/metrics/command-metrics.ts';
import { JobCommandRequest, type Approval } from '../command-requests/job-command-request.ts';
import { noSecondPerson, SecondPerson } from '../command-requests/second-person.ts';
import { CommandPolicy } from '../policy/command-policy.ts';
import { LookUpSources, type Warn } from '../command-requests/look-up.ts';
import { lookUpOf, ruleOf } from './look-ups.ts';
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
    @Optional() @Inject(SecondPerson) private readonly secondPerson: SecondPerson = noSecondPerson,
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
    const mayWait = !approval && this.policy.approves(name);
    const earlier = mayWait ? await this.secondPerson.earlier(ids, caller.traceparent) : null;
    if (earlier) return earlier.status === 'approved' ? this.answer(earlier.command) : earlier.answer;
    let warnings: readonly FieldProblem[] = [];
    const handled = await this.handle(job_id, command, ids, (found) => (warnings = found));
    if (handled.outcome === 'held') {
      const asked = await this.secondPerson.ask({ ids, name, jobId: job_id, body: { ...body }, caller });
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

  private async handle<N extends CommandNameFor<'job'>>(
    jobId: string,
    { name, body, caller, approval, part }: JobCommandRequest<N>,
    ids: CommandIds,
    warn: Warn,
  ): Promise<Handled | Held> {
    const { actor, correlation_id, traceparent } = caller;
    // Not called for a command that came before.
    const make = async (job: KnownJob): Promise<PersonCommand> => {
      if (part?.problem) throw part.problem;
      if (job.state.status === 'unknown' && isJobCommand(name)) throw jobNotFound(jobId);
      const made = await lookUpOf(name).make(body, job, this.sources, warn, caller, part);
      requireReason(this.settings.reasonRequired, 'job', made);
      return made;
    };
    const context = { ...ids, actor, source: GATEWAY_SOURCE, correlation_id, traceparent };
    try {
      return await this.store.handle(jobId, make, context, (job) =>
        approval ? null : this.policy.rule(name, ruleOf(name), job, caller),
      );
    } catch (error) {
      throw undecidedProblem(error);
    }
  }
}

const approvedIds = ({ command_id, decision_id }: Approval): CommandIds => ({
  id: command_id,
  causation_id: decision_id,
  repeatable: true,
});
