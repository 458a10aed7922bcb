import type { CommandAccepted, CommandName } from '@reprise/contracts';
import type { EventLog } from '@reprise/event-log';
import {
  IdempotencyKeyReusedError,
  JobContendedError,
  JobStore,
  LoggedJobStates,
  type Handled,
  type JobSnapshot,
} from '@reprise/job-store';
import type { KnownJob, PersonCommand } from '@reprise/job';
import type { Caller } from '../../shared/http/caller.ts';
import { ProblemException, unavailable, unknownJob, wrongFields } from '../../shared/http/problem.ts';
import type { CommandIds } from './command-ids.ts';
import { statusOf } from './refusal-status.ts';

export interface Order {
  readonly jobId: string;
  readonly ids: CommandIds;
  readonly caller: Caller;
  readonly verb: CommandName;
  /** The command, with what had to be looked up for it. May be asked again after a conflict. */
  readonly command: (job: KnownJob) => Promise<PersonCommand>;
}

/** Which event a command became: its own first one, or that of an earlier command which asked the same. */
export type Receipt = Pick<CommandAccepted, 'job_id' | 'seq' | 'command_id'>;

export type Outcome = Handled['outcome'] | 'repeated' | 'failed';

/** Carries out the commands of people, and turns their outcome into answers. */
export class JobCommands {
  private readonly store: JobStore;

  constructor(
    log: EventLog,
    snapshot: JobSnapshot,
    private readonly count: (verb: CommandName, outcome: Outcome) => void = () => undefined,
    /** Commands that need a reason. */
    private readonly reasonRequired: readonly CommandName[] = [],
    /** Throws StreamChangedError where the log is another one than before: what is appended to it could not stay. */
    private readonly assertSameLog: () => Promise<void> = async () => undefined,
  ) {
    this.store = new JobStore(log, new LoggedJobStates(log, snapshot));
  }

  /**
   * @throws ProblemException the job is unknown, or the command is not allowed (then recorded as refused)
   * @throws LogUnavailableError the log does not answer
   * @throws StreamChangedError the log is another one than before, and nothing was appended
   */
  async carryOut(order: Order): Promise<Receipt> {
    try {
      await this.assertSameLog();
      const handled = await this.handle(order);
      this.count(order.verb, handled.repeated ? 'repeated' : handled.outcome);
      return receiptOf(order.jobId, handled);
    } catch (error) {
      if (!(error instanceof ProblemException) || error.getStatus() >= 500) this.count(order.verb, 'failed');
      throw error;
    }
  }

  private async handle({ jobId, ids, caller, verb, command }: Order): Promise<Handled> {
    const { actor, correlation_id, traceparent } = caller;
    const context = { ...ids, actor, source: '/reprise/gateway', correlation_id, traceparent };
    const source = async (job: KnownJob) => {
      if (job.state.status === 'unknown' && verb !== 'submit') throw unknownJob(jobId);
      const asked = await command(job);
      if (this.reasonRequired.includes(verb) && !asked.reason)
        throw wrongFields([{ field: 'reason', message: `is required to ${verb} a job` }]);
      return asked;
    };
    try {
      return await this.store.handle(jobId, source, context);
    } catch (error) {
      if (error instanceof IdempotencyKeyReusedError)
        throw wrongFields([{ field: 'Idempotency-Key', message: 'was used before with another body' }]);
      if (error instanceof JobContendedError)
        throw unavailable('Others are changing this job at the same time. Try again.', 1, error);
      throw error;
    }
  }
}

function receiptOf(jobId: string, handled: Handled): Receipt {
  if (handled.outcome === 'refused') throw new ProblemException(statusOf(handled.code), handled.detail);
  return { job_id: jobId, seq: handled.seq, command_id: handled.command_id };
}
