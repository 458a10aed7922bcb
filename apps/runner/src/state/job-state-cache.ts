import { isLifecycle, isQueueEvent, type RecordedEvent } from '@reprise/contracts';
import {
  emptyQueue,
  evolve,
  evolveQueue,
  isOpen,
  nothingKnown,
  type KnownJob,
  type OpenJob,
  type QueueState,
} from '@reprise/job';
import { Subject } from 'rxjs';

export interface CachedQueue {
  readonly state: QueueState;
  readonly seq: number;
}

/**
 * What the runner knows: the folded state of every open job and every queue. It is told the events of the log, its own
 * ones as soon as they are appended; one that it has seen before changes nothing.
 */
export class JobStateCache {
  readonly #jobs = new Map<string, KnownJob>();
  readonly #queues = new Map<string, CachedQueue>();
  readonly #changed = new Subject<string>();

  /** Ids of jobs whose state changed, and queue names as `queue:<name>`. */
  readonly changed = this.#changed.asObservable();

  job(jobId: string): KnownJob {
    return this.#jobs.get(jobId) ?? nothingKnown;
  }

  knows(jobId: string): boolean {
    return this.#jobs.has(jobId);
  }

  openJobs(): OpenJob[] {
    return [...this.#jobs.values()].map(({ state }) => state).filter(isOpen);
  }

  queue(name: string): CachedQueue {
    return this.#queues.get(name) ?? { state: emptyQueue, seq: 0 };
  }

  /** What was read elsewhere. It is passed over where the cache has heard newer events meanwhile. */
  setJob(jobId: string, known: KnownJob): void {
    if (known.life_seq < this.job(jobId).life_seq) return;
    this.#jobs.set(jobId, known);
    this.#changed.next(jobId);
  }

  /** As with a job. */
  setQueue(name: string, known: CachedQueue): void {
    if (known.seq < this.queue(name).seq) return;
    this.#queues.set(name, known);
    this.#changed.next(`queue:${name}`);
  }

  apply(event: RecordedEvent): void {
    if (isQueueEvent(event)) {
      const { state, seq } = this.queue(event.subject);
      if (event.seq > seq) this.setQueue(event.subject, { state: evolveQueue(state, event), seq: event.seq });
    } else if (isLifecycle(event)) {
      const { state, life_seq } = this.job(event.subject);
      if (event.seq > life_seq) this.setJob(event.subject, { state: evolve(state, event), life_seq: event.seq });
    }
  }

  /** Final jobs are forgotten; they are read again from the log when somebody opens them anew. */
  forget(jobId: string): void {
    if (!isOpen(this.job(jobId).state)) this.#jobs.delete(jobId);
  }
}
