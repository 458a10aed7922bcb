import * as z from 'zod';
import { QueueOrder, QueuePauseCause, Resources } from '../events/fields.ts';
import { page } from './details.ts';
import { JobView, PendingAction } from './job.ts';

/** A job that holds slots of a queue: claimed, running or paused. */
export const RunningJobView = z.object({
  job_id: z.uuid(),
  sample_name: z.string(),
  pipeline: z.string(),
  /** `pending` until its process was started. */
  status: z.enum(['pending', 'running', 'paused']),
  pending_action: PendingAction.nullable(),
  runner_id: z.string(),
  /** Slots of the runner that it takes. */
  slots: z.int(),
  started_at: z.iso.datetime().nullable(),
  /** Pause that has taken effect, and milliseconds of those before, as in the view of a job. */
  paused: JobView.shape.paused,
  paused_ms: JobView.shape.paused_ms,
  /**
   * Until the end of a run as long as the median of its pipeline's, never 0; of one that takes longer, as long again as it
   * is late. Null if nothing is known.
   */
  expected_ms: z.number().nullable(),
});
export type RunningJobView = z.infer<typeof RunningJobView>;

export const WaitingJob = z.object({
  job_id: z.uuid(),
  sample_name: z.string(),
  pipeline: z.string(),
  priority: z.int(),
  /** Actor that asked for the attempt. */
  asked_by: z.string(),
  waiting_since: z.iso.datetime(),
  /** Place in line, from 1. */
  position: z.int(),
  /**
   * By the median durations of the pipelines; 0 only where a slot is free for it. Null while the queue is paused, where
   * nothing is known, or it is too large.
   */
  expected_wait_ms: z.number().nullable(),
  /** Slots that it takes on the largest runner. */
  slots: z.int(),
  /**
   * Runner with files that the attempt goes on from or deletes, and the reason why it cannot take the job now, as a sentence;
   * null where it can, or any runner will do. `runner_id` is null where none with that storage was heard within a day.
   */
  waits_for: z.object({ runner_id: z.string().nullable(), why: z.string() }).nullable(),
  /** Cores and memory that it declares; null if none. */
  resources: Resources.nullable(),
  /** Whether runners live, and none of them has what it declares: it waits for a larger one. */
  is_too_large: z.boolean(),
  /** Nextflow that it needs and no living runner has, such as `Nextflow >=25.10`; null where one has it, or none lives. */
  needs_nextflow: z.string().nullable(),
});
export type WaitingJob = z.infer<typeof WaitingJob>;

/** Jobs that a queue lists as waiting, the next first; `waiting_count` has them all. */
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
  /** Most jobs that run at once; null: no limit but the slots of the runners. */
  limit: z.int().nullable(),
  order: QueueOrder,
  /** Slots of the runners that take jobs now, whichever queue takes them. */
  slots: z.int(),
  running: z.array(RunningJobView),
  waiting: z.array(WaitingJob),
  waiting_count: z.int(),
  /** Expected wait of a job that is submitted now: 0 only where a slot is free; null where nothing is known. */
  expected_wait_ms: z.number().nullable(),
});
export type QueueView = z.infer<typeof QueueView>;

/** `GET /api/queues/{name}/waiting`: a part of the line, or of what matches a search in it. */
export const WaitingPage = z.object({
  items: z.array(WaitingJob),
  /** Number of jobs in the whole line, or of those that match. */
  total: z.int(),
});
export type WaitingPage = z.infer<typeof WaitingPage>;

/** `GET /api/queues`: the default queue first, then by name. */
export const QueueList = page(QueueView);
export type QueueList = z.infer<typeof QueueList>;
