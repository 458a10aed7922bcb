import type { RecordedEvent } from '@reprise/contracts';
import type { KnownJob, KnownQueue } from '@reprise/job';

/** States that commands are decided on. A stale state only makes an append conflict. */
export interface JobStates {
  job(jobId: string): Promise<KnownJob>;
  queue(name: string): Promise<KnownQueue>;
  /**
   * Ensures that the next state of the job is at least as new as the log is now.
   * @throws StreamChangedError if the log lost events that were already read
   */
  refreshJob(jobId: string): Promise<void>;
  /** Like `refreshJob`, for a queue. */
  refreshQueue(name: string): Promise<void>;
  /** Receives events as soon as they are appended. */
  appended(events: readonly RecordedEvent[]): void;
}
