import {
  commands,
  isLifecycle,
  isQueueEvent,
  jobKindFilter,
  queueFilter,
  type AnyEvent,
  type CommandName,
  type RecordedEvent,
} from '@reprise/contracts';
import {
  ConflictError,
  makeEvent,
  makeEvents,
  type AtomicEntry,
  type EventContext,
  type EventLog,
  type Expectation,
  type Fact,
} from '@reprise/event-log';
import {
  decide,
  isRefusal,
  type Decided,
  type Decision,
  type Job,
  type JobCommand,
  type KnownJob,
  type Refusal,
  unchangedJob,
} from '@reprise/job';
import type { CommandContext } from './command-context.ts';
import { earlierAnswer } from './earlier-answer.ts';
import { JobContendedError } from './errors.ts';
import type { Handled, Held } from './handled.ts';
import type { JobStates } from './job-states.ts';
import type { Policy } from './policy.ts';
import { decideSlots } from './slots.ts';
import { untilDecided } from './until-decided.ts';

/** A command, or a function that builds it from the job's state; called again after a conflict. */
export type CommandSource = JobCommand | ((job: KnownJob) => Promise<JobCommand>);
/** A command's context, or a function that builds it from the state of the job. */
export type ContextSource = CommandContext | ((job: Job) => CommandContext);

/**
 * Handles commands: loads the state, builds the command, applies the policy, decides once, and appends the decision and
 * its effect on the queue's slots as one atomic batch. After a conflict, it starts over. It is the only writer of
 * lifecycle events and slots.
 */
export class JobStore {
  readonly #log: EventLog;
  readonly #states: JobStates;
  readonly #maxTries: number | undefined;

  constructor(log: EventLog, states: JobStates, { maxTries }: { readonly maxTries?: number } = {}) {
    this.#log = log;
    this.#states = states;
    this.#maxTries = maxTries;
  }

  handle(jobId: string, command: CommandSource, context: ContextSource): Promise<Handled>;
  handle(jobId: string, command: CommandSource, context: ContextSource, policy: Policy): Promise<Handled | Held>;
  /**
   * @throws IdempotencyKeyReusedError if the key belongs to another command
   * @throws JobContendedError if every try ended in a conflict
   * @throws LogUnavailableError if the log does not answer
   * @throws StreamChangedError if the log was replaced or truncated
   */
  handle(
    jobId: string,
    command: CommandSource,
    context: ContextSource,
    policy: Policy = () => null,
  ): Promise<Handled | Held> {
    return untilDecided(
      () => this.#tryOnce(jobId, command, context, policy),
      () => new JobContendedError(`Job ${jobId} changed each time a command was decided`),
      this.#maxTries,
    );
  }

  /** Returns the current state of a job. @throws LogUnavailableError if the log does not answer */
  known(jobId: string): Promise<KnownJob> {
    return this.#states.job(jobId);
  }

  /** Returns null after a conflict. */
  async #tryOnce(
    jobId: string,
    source: CommandSource,
    contextSource: ContextSource,
    policy: Policy,
  ): Promise<Handled | Held | null> {
    const given = typeof contextSource === 'function' ? null : contextSource;
    const known = await this.#states.job(jobId);
    const { state } = known;
    // Read after the state, so that a repetition that another gateway decided is found here, or is not in the state yet.
    const earlier = given?.repeatable ? await earlierAnswer(this.#log, jobId, given) : null;
    if (earlier) return earlier;
    const command = typeof source === 'function' ? await source(known) : source;
    const ruling = state.status === 'unknown' ? null : policy(state, command);
    const decision = isRefusal(ruling) ? ruling : decide(state, command);
    if (ruling === 'hold' && isAccepted(command, decision)) return { outcome: 'held' };
    if (state.status === 'unknown' && isRefusal(decision)) return refused(decision);
    const job = state as Job;
    const context = typeof contextSource === 'function' ? contextSource(job) : contextSource;
    if (isRefusal(decision)) return this.#refuse(job, command, context, decision);
    if (decision.length > 0) return this.#append(jobId, known, command, decision, context);
    const record = unchangedJob(job, command);
    if (record.length === 0) return alreadySo(known.life_seq, context);
    const handled = await this.#append(jobId, known, command, record, context);
    return handled?.outcome === 'accepted' ? { ...handled, outcome: 'already_so' } : handled;
  }

  async #append(
    jobId: string,
    { state, life_seq }: KnownJob,
    command: JobCommand,
    decision: readonly Decided[],
    context: CommandContext,
  ): Promise<Handled | null> {
    const slots = state.status === 'unknown' ? null : await decideSlots(this.#states, state, decision, command);
    if (slots && isRefusal(slots.decision)) return refused(slots.decision);
    const facts = [
      ...decision.map((event) => ({ ...event, subject: jobId })),
      ...((slots?.decision ?? []) as readonly object[]).map((event) => ({ ...event, subject: slots?.name })),
    ] as Fact[];
    const events = makeEvents(facts, eventContext(context));
    const life = { filter: jobKindFilter(jobId, 'life'), seq: life_seq };
    try {
      const { seqs, duplicate } = await this.#log.appendAtomic(
        expecting(events, life, slots && { filter: queueFilter(slots.name), seq: slots.queue.seq }),
      );
      // An id that is already stored belongs to a concurrent repetition. Its response is in the log.
      if (duplicate && context.repeatable) return null;
      this.#states.appended(events.map((event, i) => ({ ...event, seq: seqs[i]! }) as RecordedEvent));
      const answer = { seq: seqs[0]!, command_id: events[0]!.id, last_seq: seqs[decision.length - 1]! };
      return { outcome: 'accepted', ...answer, repeated: false };
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      await this.#states.refreshJob(jobId);
      if (slots) await this.#states.refreshQueue(slots.name);
      return null;
    }
  }

  /** Records the refusal of a user's command. A runner's refusal is only returned. */
  async #refuse(job: Job, command: JobCommand, context: CommandContext, refusal: Refusal): Promise<Handled | null> {
    const type = command.name in commands ? commands[command.name as CommandName].refused : null;
    if (type === null || !('reason' in command)) return refused(refusal);
    const { attempt, status } = job;
    const data = { attempt, status, reason: command.reason, detail: refusal.detail, refusal: refusal.code };
    const event = makeEvent({ type, subject: job.job_id, data }, eventContext(context));
    const { seq, duplicate } = await this.#log.append(event);
    return duplicate && context.repeatable ? null : refused(refusal, seq);
  }
}

/** Whether a person's command takes effect. It does not if it changes nothing or joins a pending command. */
const isAccepted = ({ name }: JobCommand, decision: Decision): boolean =>
  !isRefusal(decision) &&
  name in commands &&
  decision.some(({ type }) => type === commands[name as CommandName].accepted);

const eventContext = ({ repeatable: _, ...context }: CommandContext): EventContext => ({
  ...context,
  time: new Date().toISOString(),
});

const refused = ({ code, detail }: Refusal, seq: number | null = null): Handled => ({
  outcome: 'refused',
  code,
  detail,
  last_seq: seq,
  repeated: false,
});

/** Response to a service whose command changes nothing. */
const alreadySo = (life_seq: number, { id }: CommandContext): Handled => ({
  outcome: 'already_so',
  seq: life_seq,
  command_id: id,
  last_seq: life_seq,
  repeated: false,
});

/** Puts each expectation on the first event that it covers. */
function expecting(events: readonly AnyEvent[], life: Expectation, queue: Expectation | null): AtomicEntry[] {
  const firstLife = events.findIndex(isLifecycle);
  const firstQueue = events.findIndex(isQueueEvent);
  return events.map((event, i) => ({
    event,
    ...(i === firstLife ? { expected: life } : queue && i === firstQueue ? { expected: queue } : {}),
  }));
}
