import { commands, queueFilter, queueTypeFilter, type RecordedEvent } from '@reprise/contracts';
import { ConflictError, eventsOf, makeEvents, type EventLog, type Fact } from '@reprise/event-log';
import { decideQueue, isRefusal, type QueueCommand, type QueueDecided, type QueueState } from '@reprise/job';
import type { CommandContext } from './command-context.ts';
import { IdempotencyKeyReusedError, QueueContendedError } from './errors.ts';
import type { Handled } from './handled.ts';
import type { JobStates } from './job-states.ts';

/**
 * Handles commands to queues, of people and of services, as `JobStore` does those to jobs: loads the state, decides and
 * appends; a conflict loads and decides again.
 */
export class QueueStore {
  readonly #log: EventLog;
  readonly #states: Pick<JobStates, 'queue' | 'refreshQueue' | 'appended'>;
  readonly #maxTries: number;

  constructor(
    log: EventLog,
    states: Pick<JobStates, 'queue' | 'refreshQueue' | 'appended'>,
    { maxTries = 20 }: { readonly maxTries?: number } = {},
  ) {
    this.#log = log;
    this.#states = states;
    this.#maxTries = maxTries;
  }

  async state(queue: string): Promise<QueueState> {
    return (await this.#states.queue(queue)).state;
  }

  /**
   * @throws IdempotencyKeyReusedError the key of a repeatable command belongs to another one
   * @throws QueueContendedError others were faster, each time
   * @throws LogUnavailableError the log does not answer
   */
  async handle(queue: string, command: QueueCommand, context: CommandContext): Promise<Handled> {
    for (let tries = 0; tries < this.#maxTries; tries++) {
      const handled = await this.#tryOnce(queue, command, context);
      if (handled) return handled;
    }
    throw new QueueContendedError(`Queue ${queue} changed each time a command was decided`);
  }

  /** Returns null where somebody else was faster. */
  async #tryOnce(queue: string, command: QueueCommand, context: CommandContext): Promise<Handled | null> {
    const earlier = context.repeatable ? await this.#earlierAnswer(queue, command, context) : null;
    if (earlier) return earlier;
    const { state, seq } = await this.#states.queue(queue);
    const decision = decideQueue(queue, state, command);
    if (isRefusal(decision))
      return { outcome: 'refused', code: decision.code, detail: decision.detail, last_seq: null, repeated: false };
    if (decision.length === 0)
      return { outcome: 'already_so', seq, command_id: context.id, last_seq: seq, repeated: false };
    return this.#append(queue, seq, decision, context);
  }

  async #append(
    queue: string,
    seq: number,
    decision: readonly QueueDecided[],
    { repeatable, ...context }: CommandContext,
  ): Promise<Handled | null> {
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

  /** Returns the answer that a repeatable command got before; null where it is new, or changed nothing then. */
  async #earlierAnswer(queue: string, { name }: QueueCommand, context: CommandContext): Promise<Handled | null> {
    const events = await eventsOf(this.#log.read(queueTypeFilter(queue, commands[name].accepted)));
    const first = events.find(({ id }) => id === context.id);
    if (!first) return null;
    if (first.causation_id !== context.causation_id) throw new IdempotencyKeyReusedError();
    return { outcome: 'accepted', seq: first.seq, command_id: first.id, last_seq: first.seq, repeated: true };
  }
}
