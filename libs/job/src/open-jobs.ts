import type { QueueState } from './queue/queue.ts';
import type { Job } from './state.ts';

/** Initial state of a runner: all jobs that are open or being cleaned, and all queues, as of one sequence. It follows the log from there. */
export interface OpenJobs {
  readonly as_of: number;
  /** Id of the event at that sequence, where it is known. */
  readonly as_of_event: string | null;
  /** When the log of which all this was read was created; null while nothing was read. */
  readonly stream_created: string | null;
  readonly jobs: readonly { readonly state: Job; readonly life_seq: number }[];
  readonly queues: readonly { readonly name: string; readonly state: QueueState; readonly last_seq: number }[];
}
