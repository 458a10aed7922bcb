import type { JobState, QueueState } from '@reprise/job';

/** A gateway's answer to `OPEN_JOBS`: the open jobs and the queues as of a sequence. */
export interface OpenJobs {
  readonly as_of: number;
  readonly jobs: readonly { readonly job_id: string; readonly state: JobState; readonly life_seq: number }[];
  readonly queues: readonly { readonly name: string; readonly state: QueueState; readonly seq: number }[];
}
