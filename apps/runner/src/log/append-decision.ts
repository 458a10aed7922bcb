import type { RecordedEvent } from '@reprise/contracts';
import { newId, type EventLog } from '@reprise/event-log';
import { JobStore, type Refused } from '@reprise/job-store';
import { pendingAction, type Job, type RunnerCommand } from '@reprise/job';
import type { JobStateCache } from '../state/job-state-cache.ts';
import { reloadJob, reloadQueue } from '../state/reload.ts';

/** Handles the commands of this runner, on the states it has cached. A refusal comes back as data. */
export class DecisionLog {
  readonly #store: JobStore;
  readonly #runnerId: string;

  constructor(log: EventLog, cache: JobStateCache, runnerId: string) {
    this.#runnerId = runnerId;
    const states = {
      job: async (jobId: string) => cache.job(jobId),
      queue: async (name: string) => cache.queue(name),
      refreshJob: (jobId: string) => reloadJob(log, cache, jobId),
      refreshQueue: (name: string) => reloadQueue(log, cache, name),
      appended: (events: readonly RecordedEvent[]) => events.forEach((event) => cache.apply(event)),
    };
    this.#store = new JobStore(log, states, { maxTries: Infinity });
  }

  /** @throws StreamChangedError the log lost what was decided on: deciding again would never end */
  async append(jobId: string, command: RunnerCommand): Promise<'appended' | Refused> {
    const id = newId();
    const handled = await this.#store.handle(jobId, command, (job) => this.#contextOf(job, id));
    return handled.outcome === 'refused' ? handled : 'appended';
  }

  /** The command belongs to the request that is under way, else to the one that made the attempt. */
  #contextOf(job: Job, id: string) {
    const pending = pendingAction(job);
    const { correlation_id, traceparent } = pending ?? job;
    return {
      id,
      actor: `runner:${this.#runnerId}`,
      source: `/reprise/runner/${this.#runnerId}`,
      correlation_id,
      causation_id: pending?.event_id ?? job.requested_by,
      traceparent,
    };
  }
}
