import {
  canBeUnchanged,
  commands,
  queueFilter,
  queueTypeFilter,
  unchangedTypeOf,
  type RecordedEvent,
} from '@reprise/contracts';
import { ConflictError, makeEvents, type EventLog, type Fact } from '@reprise/event-log';
import {
  decideQueue,
  isRefusal,
  unchangedQueue,
  type QueueCommand,
  type QueueDecided,
  type QueueState,
} from '@reprise/job';
import type { CommandContext } from './command-context.ts';
import { earlierAccepted } from './earlier-answer.ts';
import { QueueContendedError } from './errors.ts';
import type { Accepted, Handled } from './handled.ts';
import type { JobStates } from './job-states.ts';
import { untilDecided } from './until-decided.ts';

/**
 * Handles commands to queues from users and services, as `JobStore` does for jobs: loads the state, decides, appends,
 * and starts over after a conflict.
 */
export class QueueStore {
  readonly #log: EventLog;
  readonly #states: Pick<JobStates, 'queue' | 'refreshQueue' | 'appended'>;
  readonly #maxTries: number | undefined;

  constructor(
    log: EventLog,
    states: Pick<JobStates, 'queue' | 'refreshQueue' | 'appended'>,
    { maxTries }: { readonly maxTries?: number } = {},
  ) {
    this.#log = log;
    this.#states = states;
    this.#maxTries = maxTries;
  }

  async state(queue: string): Promise<QueueState> {
    return (await this.#states.queue(queue)).state;
  }

  /**
   * @throws IdempotencyKeyReusedError if the key belongs to another command
   * @throws QueueContendedError if every try ended in a conflict
   * @throws LogUnavailableError if the log does not answer
   */
  handle(queue: string, command: QueueCommand, context: CommandContext): Promise<Handled> {
    return untilDecided(
      () => this.#tryOnce(queue, command, context),
      () => new QueueContendedError(`Queue ${queue} changed each time a command was decided`),
      this.#maxTries,
    );
  }

  /** Returns null after a conflict. */
  async #tryOnce(queue: string, command: QueueCommand, context: CommandContext): Promise<Handled | null> {
    const { name } = command;
    const types = [commands[name].accepted, ...(canBeUnchanged(name) ? [unchangedTypeOf(name)] : [])];
    const filters = types.map((type) => queueTypeFilter(queue, type));
    const { state, seq } = await this.#states.queue(queue);
    // After the state was read, as in `JobStore`.
    const earlier = context.repeatable ? await earlierAccepted(this.#log.read(filters), context) : null;
    if (earlier) return earlier;
    const decision = decideQueue(queue, state, command);
    if (isRefusal(decision))
      return { outcome: 'refused', code: decision.code, detail: decision.detail, last_seq: null, repeated: false };
    if (decision.length > 0) return this.#append(queue, seq, decision, context);
    const record = unchangedQueue(command);
    if (record.length === 0)
      return { outcome: 'already_so', seq, command_id: context.id, last_seq: seq, repeated: false };
    const handled = await this.#append(queue, seq, record, context);
    return handled && { ...handled, outcome: 'already_so' };
  }

  async #append(
    queue: string,
    seq: number,
    decision: readonly QueueDecided[],
    { repeatable, ...context }: CommandContext,
  ): Promise<Accepted | null> {
    const facts = decision.map((event) => ({ ...event, subject: queue })) as Fact[];
    const events = makeEvents(facts, { ...context, time: new Date().toISOString() });
    const expected = { filter: queueFilter(queue), seq };
    try {
      const { seqs, duplicate } = await this.#log.appendAtomic(
        events.map((event, i) => (i === 0 ? { event, expected } : { event })),
      );
      if (duplicate && repeatable) return null;
      this.#states.appended(events.map((event, i) => ({ ...event, seq: seqs[i]! }) as RecordedEvent));
      const command_id = events[0]!.id;
      return { outcome: 'accepted', seq: seqs[0]!, command_id, last_seq: seqs.at(-1)!, repeated: false };
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      await this.#states.refreshQueue(queue);
      return null;
    }
  }
}
