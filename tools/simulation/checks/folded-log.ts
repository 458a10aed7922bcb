import { isLifecycle, isQueueEvent, type RecordedEvent } from '@reprise/contracts';
import { emptyQueue, evolve, evolveQueue, unknownJob, type Job, type JobState, type QueueState } from '@reprise/job';

/** State of all jobs and queues, folded from the log itself, apart from what any service believes. */
export class FoldedLog {
  readonly #jobs = new Map<string, JobState>();
  readonly #queues = new Map<string, QueueState>();

  apply(event: RecordedEvent): void {
    if (isLifecycle(event)) this.#jobs.set(event.subject, evolve(this.job(event.subject), event));
    else if (isQueueEvent(event)) this.#queues.set(event.subject, evolveQueue(this.queue(event.subject), event));
  }

  job(jobId: string): JobState {
    return this.#jobs.get(jobId) ?? unknownJob;
  }

  jobs(): Job[] {
    return [...this.#jobs.values()].filter((state) => state.status !== 'unknown');
  }

  queue(name: string): QueueState {
    return this.#queues.get(name) ?? emptyQueue;
  }
}
