import { type CommandAccepted, isLifecycle, jobKindFilter, type RefusedType } from '@reprise/contracts';
import { ConflictError, makeEvent, makeEvents, type EventContext, type EventLog } from '@reprise/event-log';
import {
  decide,
  isRefusal,
  pendingAction,
  type Decided,
  type Job,
  type KnownJob,
  type PersonCommand,
  type Refusal,
} from '@reprise/job';
import type { Caller } from '../../shared/http/caller.ts';
import { ProblemException, unavailable, unknownJob, wrongFields } from '../../shared/http/problem.ts';
import type { CommandIds } from './command-ids.ts';
import { loadJob, type KeptState } from './job-states.ts';

export type Verb = 'submit' | 'cancel' | 'rerun' | 'resume';

/** What a refusal is recorded as; a submission has no job yet that could refuse it. */
const REFUSED: Record<Verb, RefusedType | null> = {
  submit: null,
  cancel: 'cancel_refused',
  rerun: 'rerun_refused',
  resume: 'resume_refused',
};

export interface Order {
  readonly jobId: string;
  readonly ids: CommandIds;
  readonly caller: Caller;
  readonly verb: Verb;
  /** The command, with what had to be looked up for it. May be asked again after a conflict. */
  readonly command: (job: KnownJob) => Promise<PersonCommand>;
}

/** Which event a command became: its own first one, or that of an earlier command which asked the same. */
export type Receipt = Pick<CommandAccepted, 'job_id' | 'seq' | 'command_id'>;

export type Outcome = 'accepted' | 'repeated' | 'already_so' | 'refused' | 'failed';

const MOST_TRIES = 20;
const SOURCE = '/reprise/gateway';

/** Carries commands out: load, decide, append; on a conflict once more. The only writer of the gateway. */
export class JobCommands {
  constructor(
    private readonly log: EventLog,
    private readonly kept: KeptState,
    private readonly count: (verb: Verb, outcome: Outcome) => void = () => undefined,
    /** Commands that need a reason. */
    private readonly reasonRequired: readonly Verb[] = [],
    /** Throws StreamChangedError where the log is another one than before: what is appended to it could not stay. */
    private readonly assertSameLog: () => Promise<void> = async () => undefined,
  ) {}

  /**
   * @throws ProblemException the job is unknown, or the command is not allowed (then recorded as refused)
   * @throws LogUnavailableError the log does not answer
   * @throws StreamChangedError the log is another one than before, and nothing was appended
   */
  async carryOut(order: Order): Promise<Receipt> {
    try {
      await this.assertSameLog();
      return await this.untilDecided(order);
    } catch (error) {
      if (!(error instanceof ProblemException) || error.getStatus() >= 500) this.count(order.verb, 'failed');
      throw error;
    }
  }

  private async untilDecided(order: Order): Promise<Receipt> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const receipt = (order.ids.repeatable && (await this.answeredBefore(order))) || (await this.tryOnce(order));
      if (receipt) return receipt;
    }
    throw unavailable('Others are changing this job at the same time. Try again.', 1);
  }

  /** Null where somebody else was faster. */
  private async tryOnce(order: Order): Promise<Receipt | null> {
    const job = await loadJob(this.log, this.kept, order.jobId);
    if (job.state.status === 'unknown' && order.verb !== 'submit') throw unknownJob(order.jobId);
    const command = await order.command(job);
    if (this.reasonRequired.includes(order.verb) && !command.reason)
      throw wrongFields([{ field: 'reason', message: `is required to ${order.verb} a job` }]);
    const decision = decide(job.state, command);
    if (isRefusal(decision)) return this.refuse(order, job.state as Job, command, decision);
    if (decision.length === 0) return this.alreadySo(order, job.state as Job);
    const appended = await this.append(order, decision, job.life_seq);
    if (appended === null) return null;
    this.count(order.verb, 'accepted');
    return { job_id: order.jobId, seq: appended, command_id: order.ids.id };
  }

  /** Sequence of the first event; null on a conflict, or when the key of this command belongs to another one. */
  private async append(order: Order, decision: readonly Decided[], lifeSeq: number): Promise<number | null> {
    const facts = decision.map((decided) => ({ ...decided, subject: order.jobId }));
    const [first, ...others] = makeEvents(facts, contextOf(order));
    const expected = { filter: jobKindFilter(order.jobId, 'life'), seq: lifeSeq };
    try {
      if (others.length === 0) {
        const { seq, duplicate } = await this.log.append(first!, expected);
        return duplicate && order.ids.repeatable ? null : seq;
      }
      const entries = [{ event: first!, expected }, ...others.map((event) => ({ event }))];
      const { seqs, duplicate } = await this.log.appendAtomic(entries);
      return duplicate && order.ids.repeatable ? null : seqs[0]!;
    } catch (error) {
      if (error instanceof ConflictError) return null;
      throw error;
    }
  }

  /** What was asked is under way: the same answer as to who asked first. */
  private alreadySo(order: Order, job: Job): Receipt {
    const { seq, event_id } = pendingAction(job)!;
    this.count(order.verb, 'already_so');
    return { job_id: order.jobId, seq, command_id: event_id };
  }

  private async refuse(order: Order, job: Job, command: PersonCommand, { code, detail }: Refusal): Promise<null> {
    const type = REFUSED[order.verb];
    if (type) {
      const data = { attempt: job.attempt, status: job.status, reason: command.reason, detail, code };
      const event = makeEvent({ type, subject: order.jobId, data }, contextOf(order));
      const { duplicate } = await this.log.append(event);
      if (duplicate && order.ids.repeatable) return null;
    }
    this.count(order.verb, 'refused');
    throw new ProblemException(code, detail);
  }

  /** The answer that this command got before; null where it is new. */
  private async answeredBefore(order: Order): Promise<Receipt | null> {
    const { jobId, ids } = order;
    const filters = [jobKindFilter(jobId, 'life'), jobKindFilter(jobId, 'refused')];
    for await (const { event } of this.log.read(filters)) {
      if (event?.id !== ids.id) continue;
      if (event.causation_id !== ids.causation_id)
        throw wrongFields([{ field: 'Idempotency-Key', message: 'was used before with another body' }]);
      this.count(order.verb, 'repeated');
      if (isLifecycle(event)) return { job_id: jobId, seq: event.seq, command_id: event.id };
      const { code, detail } = event.data as { code: number; detail: string };
      throw new ProblemException(code, detail);
    }
    return null;
  }
}

const contextOf = ({ ids, caller }: Order): EventContext => ({
  id: ids.id,
  time: new Date().toISOString(),
  actor: caller.actor,
  source: SOURCE,
  correlation_id: caller.correlation_id,
  causation_id: ids.causation_id,
  traceparent: caller.traceparent,
});
