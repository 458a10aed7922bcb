import * as z from 'zod';

/** Chosen spans, each with the length of a bar. Weeks begin on Monday, in UTC. */
export const STEPS = { day: 'hour', week: 'day', month: 'day', year: 'week' } as const;
export const OperationsSpan = z.enum(['day', 'week', 'month', 'year']);
export type OperationsSpan = z.infer<typeof OperationsSpan>;

const From = z.iso.datetime();

/** Means of the heartbeats of a runner in a part of the span. */
const RunnerPoint = z.object({
  from: From,
  slots: z.number().nonnegative(),
  slots_taken: z.number().nonnegative(),
  /** Size of the disk with the runner's jobs, and least free space; null if the runner did not report them. */
  disk_bytes: z.number().nonnegative().nullable(),
  disk_free_bytes: z.number().nonnegative().nullable(),
});

/** `GET /api/operations`: what the installation did in the last day, week, month or year. */
export const Operations = z.object({
  span: OperationsSpan,
  step: z.enum(['hour', 'day', 'week']),
  /** Start of each part of the span, oldest first. The last part is not over. */
  parts: z.array(From),
  /** Number of attempts that ended, by status, cause and runner. */
  ended: z.array(
    z.object({
      from: From,
      status: z.enum(['succeeded', 'failed', 'cancelled']),
      /** Cause of the failure, such as `error`; null for attempts that succeeded or were cancelled. */
      cause: z.string().nullable(),
      /** Null if no runner claimed the attempts. */
      runner_id: z.string().nullable(),
      attempts: z.int().positive(),
    }),
  ),
  /** Waits of the attempts that started, from the request to the start of Nextflow. */
  waits: z.array(
    z.object({
      from: From,
      attempts: z.int().positive(),
      mean_ms: z.number().nonnegative(),
      longest_ms: z.number().nonnegative(),
      over_10_min: z.int().nonnegative(),
      over_1_h: z.int().nonnegative(),
    }),
  ),
  /** Measurements from heartbeats. They are not events, so a rebuild does not return them. */
  runners: z.array(z.object({ runner_id: z.string(), host: z.string().nullable(), points: z.array(RunnerPoint) })),
});
export type Operations = z.infer<typeof Operations>;
