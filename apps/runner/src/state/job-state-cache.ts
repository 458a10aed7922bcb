import { isLifecycle, isQueueEvent, type RecordedEvent } from '@reprise/contracts';
import {
  emptyQueue,
  evolve,
  evolveQueue,
  isOpen,
  nothingKnown,
  type EndedJob,
  type JobState,
  type KnownJob,
  type KnownQueue,
  type OpenJob,
} from '@reprise/job';
import { Subject } from 'rxjs';

/**
 * Folded states of every open job and every queue. Events of the log are applied as they arrive, and this runner's own
 * events as soon as they are appended. Applying an event twice changes nothing.
 */
export class JobStateCache {
  readonly #jobs = new Map<string, KnownJob>();
  readonly #queues = new Map<string, KnownQueue>();
  readonly #changed = new Subject<string>();

  /** Emits ids of jobs whose state changed, and names of queues as `queue:<name>`. */
  readonly changed = this.#changed.asObservable();

  job(jobId: string): KnownJob {
    return this.#jobs.get(jobId) ?? nothingKnown;
  }

  has(jobId: string): boolean {
    return this.#jobs.has(jobId);
  }

  openJobs(): OpenJob[] {
    return [...this.#jobs.values()].map(({ state }) => state).filter(isOpen);
  }

  /** Returns the ids of ended jobs whose files are to be deleted, or whose end is not proven yet. */
  jobsToTidy(): string[] {
    const jobs = [...this.#jobs.values()].map(({ state }) => state);
    const isToTidy = (job: JobState): job is EndedJob =>
      job.status !== 'unknown' && !isOpen(job) && (job.cleaning !== undefined || job.abandoned !== undefined);
    return jobs.filter(isToTidy).map(({ job_id }) => job_id);
  }

  queue(name: string): KnownQueue {
    return this.#queues.get(name) ?? { state: emptyQueue, seq: 0 };
  }

  /** Stores a state that was read elsewhere, unless newer events were applied since. */
  setJob(jobId: string, known: KnownJob): void {
    if (known.life_seq < this.job(jobId).life_seq) return;
    this.#jobs.set(jobId, known);
    this.#changed.next(jobId);
  }

  /** Stores the state of a queue that was read elsewhere, unless newer events were applied since. */
  setQueue(name: string, known: KnownQueue): void {
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

  /** Drops a final job. It is read from the log again when it is opened again. */
  evict(jobId: string): void {
    if (!isOpen(this.job(jobId).state)) this.#jobs.delete(jobId);
  }
}
