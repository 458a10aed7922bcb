import type { RecordedEvent } from '@reprise/contracts';
import type { KnownJob, KnownQueue } from '@reprise/job';

/** States that commands are decided on. They may be behind the log: a stale one only makes an append conflict. */
export interface JobStates {
  job(jobId: string): Promise<KnownJob>;
  queue(name: string): Promise<KnownQueue>;
  /**
   * Makes the next answer about the job at least as new as the log is now.
   * @throws StreamChangedError the log lost what was read before
   */
  refreshJob(jobId: string): Promise<void>;
  /** Does the same for a queue. */
  refreshQueue(name: string): Promise<void>;
  /** Hears of events as soon as they are appended. */
  appended(events: readonly RecordedEvent[]): void;
}
