import type { QueueState } from './queue/queue.ts';
import type { Job } from './state.ts';

/**
 * Initial state of a runner: all queues, and all jobs that are open, being cleaned or not proven to have ended, as of
 * one sequence. The runner follows the log from there.
 */
export interface OpenJobs {
  readonly as_of: number;
  /**
   * Latest event of a job's lifecycle or of a queue that a runner may read, up to that sequence. Null if there is none.
   */
  readonly last_event: { readonly seq: number; readonly event_id: string | null } | null;
  /** Creation time of the log that was read; null before the first read. */
  readonly stream_created: string | null;
  readonly jobs: readonly { readonly state: Job; readonly life_seq: number }[];
  readonly queues: readonly { readonly name: string; readonly state: QueueState; readonly last_seq: number }[];
}
