import { isLifecycle, isQueueEvent, jobKindFilter, queueFilter } from '@reprise/contracts';
import type { EventLog } from '@reprise/event-log';
import { evolve, evolveQueue, unusedQueue, type KnownJob, type KnownQueue } from '@reprise/job';
import type { JobStates } from './job-states.ts';

/** Reads the state of a job as of some lifecycle event, such as its row in the read model. May lag behind the log. */
export type JobSnapshot = (jobId: string) => Promise<KnownJob>;
/** Reads a queue's state as of some event, in the same way. */
export type QueueSnapshot = (name: string) => Promise<KnownQueue>;

/** Current states, each from a snapshot plus the later events of the log. Caches nothing. */
export class LoggedJobStates implements JobStates {
  readonly #log: EventLog;
  readonly #snapshot: JobSnapshot;
  readonly #queueSnapshot: QueueSnapshot;

  constructor(log: EventLog, snapshot: JobSnapshot, queueSnapshot: QueueSnapshot = async () => unusedQueue) {
    this.#log = log;
    this.#snapshot = snapshot;
    this.#queueSnapshot = queueSnapshot;
  }

  async job(jobId: string): Promise<KnownJob> {
    let { state, life_seq } = await this.#snapshot(jobId);
    for await (const { event, seq } of this.#log.read(jobKindFilter(jobId, 'life'), { from: life_seq + 1 })) {
      if (event && isLifecycle(event)) state = evolve(state, event);
      life_seq = seq;
    }
    return { state, life_seq };
  }

  async queue(name: string): Promise<KnownQueue> {
    let { state, seq: last } = await this.#queueSnapshot(name);
    for await (const { event, seq } of this.#log.read(queueFilter(name), { from: last + 1 })) {
      if (event && isQueueEvent(event)) state = evolveQueue(state, event);
      last = seq;
    }
    return { state, seq: last };
  }

  async refreshJob(): Promise<void> {}
  async refreshQueue(): Promise<void> {}
  appended(): void {}
}
