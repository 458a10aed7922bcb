import type { RecordedEvent } from '@reprise/contracts';
import type { EventLog } from '@reprise/event-log';
import type { KnownJob, KnownQueue } from '@reprise/job';
import type { JobStates } from '@reprise/job-store';
import type { JobStateCache } from './job-state-cache.ts';
import { reloadJob, reloadQueue } from './reload.ts';

/** Cached states. After a conflict, they are read again from the log. */
export class CachedJobStates implements JobStates {
  readonly #log: EventLog;
  readonly #cache: JobStateCache;

  constructor(log: EventLog, cache: JobStateCache) {
    this.#log = log;
    this.#cache = cache;
  }

  async job(jobId: string): Promise<KnownJob> {
    return this.#cache.job(jobId);
  }

  async queue(name: string): Promise<KnownQueue> {
    return this.#cache.queue(name);
  }

  refreshJob(jobId: string): Promise<void> {
    return reloadJob(this.#log, this.#cache, jobId);
  }

  refreshQueue(name: string): Promise<void> {
    return reloadQueue(this.#log, this.#cache, name);
  }

  appended(events: readonly RecordedEvent[]): void {
    for (const event of events) this.#cache.apply(event);
  }
}
