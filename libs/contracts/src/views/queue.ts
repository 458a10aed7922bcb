import * as z from 'zod';
import { QueueOrder, QueuePauseCause, Resources } from '../events/fields.ts';
import { page } from './details.ts';
import { JobView, PendingAction } from './job.ts';

/** A job that holds slots of a queue because it is claimed, running or paused. */
export const RunningJobView = z.object({
  job_id: z.uuid(),
  sample_name: z.string(),
  pipeline: z.string(),
  /** `pending` until its process has started. */
  status: z.enum(['pending', 'running', 'paused']),
  pending_action: PendingAction.nullable(),
  runner_id: z.string(),
  /** Slots that it takes on the runner. */
  slots: z.int(),
  started_at: z.iso.datetime().nullable(),
  /** Current pause, and milliseconds spent in earlier ones, as in the view of a job. */
  paused: JobView.shape.paused,
  paused_ms: JobView.shape.paused_ms,
  /**
   * Expected remaining time, based on the median run of its pipeline; never 0. An overdue run is expected to take as
   * long again as it is overdue. Null if unknown.
   */
  expected_ms: z.number().nullable(),
});
export type RunningJobView = z.infer<typeof RunningJobView>;

export const WaitingJob = z.object({
  job_id: z.uuid(),
  sample_name: z.string(),
  pipeline: z.string(),
  priority: z.int(),
  /** Actor who requested the attempt. */
  asked_by: z.string(),
  waiting_since: z.iso.datetime(),
  /** Position in the queue, from 1. */
  position: z.int(),
  /**
   * Expected wait, based on the median durations of the pipelines; 0 only if a slot is free for the job. Null if the
   * queue is paused, if the wait is unknown, or if the job is too large.
   */
  expected_wait_ms: z.number().nullable(),
  /** Slots that it takes on the largest runner. */
  slots: z.int(),
  /**
   * Runner that has the files that the attempt continues from or deletes, and why it cannot claim the job now. Null if
   * it can, or if any runner will do. `runner_id` is null if no runner with that storage has sent a heartbeat within
   * the last day.
   */
  waits_for: z.object({ runner_id: z.string().nullable(), why: z.string() }).nullable(),
  /** Declared cores and memory; null if none are declared. */
  resources: Resources.nullable(),
  /** Whether there are active runners, but none is large enough, so that the job waits for a larger one. */
  is_too_large: z.boolean(),
  /**
   * The required Nextflow version, if no active runner has it, such as `Nextflow >=25.10`. Null if a runner has it, or
   * if no runner is active.
   */
  needs_nextflow: z.string().nullable(),
});
export type WaitingJob = z.infer<typeof WaitingJob>;

/** Maximum number of waiting jobs in the response, in queue order. `waiting_count` counts all of them. */
export const MAX_WAITING_SHOWN = 500;

export const QueueView = z.object({
  name: z.string(),
  paused: z
    .object({
      by: z.string(),
      since: z.iso.datetime(),
      reason: z.string().nullable(),
      cause: QueuePauseCause.nullable(),
    })
    .nullable(),
  /** Maximum number of concurrent jobs; null if only the runners' slots limit it. */
  limit: z.int().nullable(),
  order: QueueOrder,
  /**
   * Slots of the runners that claim jobs now, over all queues. Null while the log is unreachable, because heartbeats
   * arrive through it.
   */
  slots: z.int().nullable(),
  running: z.array(RunningJobView),
  waiting: z.array(WaitingJob),
  waiting_count: z.int(),
  /** Expected wait of a job that is submitted now: 0 only if a slot is free; null if unknown. */
  expected_wait_ms: z.number().nullable(),
});
export type QueueView = z.infer<typeof QueueView>;

/** `GET /api/queues/{name}/waiting`: a page of the waiting jobs, or of the waiting jobs that match a search. */
export const WaitingPage = z.object({
  items: z.array(WaitingJob),
  /** Number of waiting jobs, or of matches. */
  total: z.int(),
});
export type WaitingPage = z.infer<typeof WaitingPage>;

/** `GET /api/queues`: the default queue first, then the others by name. */
export const QueueList = page(QueueView);
export type QueueList = z.infer<typeof QueueList>;
