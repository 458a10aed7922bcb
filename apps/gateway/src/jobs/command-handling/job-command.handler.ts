import { Inject, Optional } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  commands,
  isJobCommand,
  type CommandAccepted,
  type CommandNameFor,
  type FieldProblem,
} from '@reprise/contracts';
import { derivedId, newId } from '@reprise/event-log';
import type { Job, KnownJob, PersonCommand } from '@reprise/job';
import { JobStore, type Handled, type Held } from '@reprise/job-store';
import { CommandAnswers, contextOf } from '../../shared/commands/command-answers.ts';
import { commandIds, type CommandIds } from '../../shared/http/command-ids.ts';
import { jobNotFound } from '../../shared/http/problem.ts';
import { JobCommandRequest, type Approval } from '../command-requests/job-command-request.ts';
import { noSecondPerson, SecondPerson } from '../command-requests/second-person.ts';
import { CommandPolicy } from '../policy/command-policy.ts';
import { LookUpSources, type Warn } from '../command-requests/look-up.ts';
import { lookUpOf, ruleOf } from './look-ups.ts';

/** Handles every command of users and converts its outcome to a response. */
@CommandHandler(JobCommandRequest)
export class JobCommandHandler implements ICommandHandler<JobCommandRequest> {
  constructor(
    private readonly store: JobStore,
    private readonly sources: LookUpSources,
    private readonly answers: CommandAnswers,
    private readonly policy: CommandPolicy,
    @Optional() @Inject(SecondPerson) private readonly secondPerson: SecondPerson = noSecondPerson,
  ) {}

  /**
   * @throws ProblemException if the job is unknown, or if the command is not allowed (which is recorded as refused)
   * @throws LogUnavailableError if the log does not answer
   * @throws StreamChangedError if the log was replaced; nothing was appended
   */
  execute<N extends CommandNameFor<'job'>>(command: JobCommandRequest<N>): Promise<CommandAccepted> {
    return this.answers.counted(command.name, () => this.answer(command));
  }

  private async answer(command: JobCommandRequest): Promise<CommandAccepted> {
    const { name, caller, body, approval, part } = command;
    const route = `POST /api/${commands[name].path.replace(':id', command.jobId ?? '')}`;
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
    const { message, ...answer } = this.answers.answer(name, handled, job_id, caller);
    return { message, job_id, ...answer, ...(warnings.length && { warnings: [...warnings] }) };
  }

  private async handle<N extends CommandNameFor<'job'>>(
    jobId: string,
    { name, body, caller, approval, part }: JobCommandRequest<N>,
    ids: CommandIds,
    warn: Warn,
  ): Promise<Handled | Held> {
    // Not called for a command that was already handled.
    const make = async (job: KnownJob): Promise<PersonCommand> => {
      if (part?.problem) throw part.problem;
      if (job.state.status === 'unknown' && isJobCommand(name)) throw jobNotFound(jobId);
      const made = await lookUpOf(name).make(body, job, this.sources, warn, caller, part);
      this.answers.requireReason(made);
      return made;
    };
    const policy = (job: Job) => (approval ? null : this.policy.rule(name, ruleOf(name), job, caller));
    return this.answers.decided(() => this.store.handle(jobId, make, contextOf(ids, caller), policy));
  }
}

const approvedIds = ({ command_id, decision_id }: Approval): CommandIds => ({
  id: command_id,
  causation_id: decision_id,
  repeatable: true,
});
