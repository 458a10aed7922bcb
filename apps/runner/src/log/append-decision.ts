import {
  isLifecycle,
  isQueueEvent,
  jobKindFilter,
  queueFilter,
  type AnyEvent,
  type RecordedEvent,
} from '@reprise/contracts';
import { ConflictError, makeEvents, newId, type AtomicEntry, type EventLog, type Fact } from '@reprise/event-log';
import {
  decide,
  decideQueue,
  isOpen,
  isRefusal,
  pendingAction,
  type QueueCommand,
  type Refusal,
  type RunnerCommand,
  type Slot,
} from '@reprise/job';
import type { JobStateCache, CachedQueue } from '../state/job-state-cache.ts';
import { reloadJob, reloadQueue } from '../state/reload.ts';

/**
 * Decides a runner's command on the latest state and appends what was decided, together with what it means for the
 * queue's slots, as one atomic batch. A conflict loads and decides again; a refusal comes back as data.
 * Throws StreamChangedError where the log lost what was decided on: deciding again would never end.
 */
export class DecisionLog {
  readonly #log: EventLog;
  readonly #cache: JobStateCache;
  readonly #runnerId: string;

  constructor(log: EventLog, cache: JobStateCache, runnerId: string) {
    this.#log = log;
    this.#cache = cache;
    this.#runnerId = runnerId;
  }

  async append(jobId: string, command: RunnerCommand): Promise<'appended' | Refusal> {
    const id = newId();
    for (;;) {
      const { state, life_seq } = this.#cache.job(jobId);
      const decision = decide(state, command);
      if (isRefusal(decision)) return decision;
      if (!isOpen(state)) throw new Error(`A runner's command was accepted for job ${jobId}, which is not open`);
      const queue = await this.#queueOf(state.queue, jobId, command);
      const slots = slotCommand(jobId, this.#runnerId, command, queue.state.taken);
      const slotDecision = slots ? decideQueue(queue.state, slots) : [];
      if (isRefusal(slotDecision)) return slotDecision;
      const facts: Fact[] = [
        ...decision.map((event) => ({ ...event, subject: jobId }) as Fact),
        ...slotDecision.map((event) => ({ ...event, subject: state.queue }) as Fact),
      ];
      const pending = pendingAction(state);
      const { correlation_id, traceparent } = pending ?? state;
      const events = makeEvents(facts, {
        id,
        time: new Date().toISOString(),
        actor: `runner:${this.#runnerId}`,
        source: `/reprise/runner/${this.#runnerId}`,
        correlation_id,
        causation_id: pending?.event_id ?? state.requested_by,
        traceparent,
      });
      const lifeFilter = jobKindFilter(jobId, 'life');
      try {
        const { seqs } = await this.#log.appendAtomic(
          expecting(
            events,
            { filter: lifeFilter, seq: life_seq },
            { filter: queueFilter(state.queue), seq: queue.seq },
          ),
        );
        events.forEach((event, i) => this.#cache.apply({ ...event, seq: seqs[i] ?? 0 } as RecordedEvent));
        return 'appended';
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
        await reloadJob(this.#log, this.#cache, jobId);
        await reloadQueue(this.#log, this.#cache, state.queue);
      }
    }
  }

  /** Read anew where an ending finds no slot to give back: a follower may hear of a claim before it hears of its slot. */
  async #queueOf(name: string, jobId: string, command: RunnerCommand): Promise<CachedQueue> {
    const known = this.#cache.queue(name);
    if (!isEnding(command) || slotOf(known.state.taken, jobId, command.attempt)) return known;
    await reloadQueue(this.#log, this.#cache, name);
    return this.#cache.queue(name);
  }
}

const isEnding = ({ type }: RunnerCommand): boolean =>
  type === 'SucceedAttempt' || type === 'FailAttempt' || type === 'ConfirmCancel';

const slotOf = (taken: readonly Slot[], jobId: string, attempt: number): Slot | undefined =>
  taken.find((slot) => slot.job_id === jobId && slot.attempt === attempt);

type Expected = NonNullable<AtomicEntry['expected']>;

/** Puts each expectation on the first event it covers. */
function expecting(events: readonly AnyEvent[], life: Expected, queue: Expected): AtomicEntry[] {
  const firstLife = events.findIndex(isLifecycle);
  const firstQueue = events.findIndex(isQueueEvent);
  return events.map((event, i) => ({
    event,
    ...(i === firstLife ? { expected: life } : i === firstQueue ? { expected: queue } : {}),
  }));
}

/** A claim takes a slot; every ending gives back the one that the attempt holds, whoever took it. */
function slotCommand(
  jobId: string,
  runnerId: string,
  command: RunnerCommand,
  taken: readonly Slot[],
): QueueCommand | null {
  if (command.type === 'ClaimAttempt')
    return { type: 'TakeSlot', job_id: jobId, attempt: command.attempt, runner_id: runnerId };
  const held = isEnding(command) && slotOf(taken, jobId, command.attempt);
  return held ? { type: 'ReleaseSlot', ...held } : null;
}
