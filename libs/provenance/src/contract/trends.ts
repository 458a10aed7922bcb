import * as z from 'zod';

/**
 * Control rules of Westgard et al., A multi-rule Shewhart chart for quality control in clinical chemistry, Clinical
 * Chemistry 27(3), 1981.
 */
export const WestgardRule = z.enum(['1-3s', '2-2s', 'R-4s', '4-1s', '10-x']);
export type WestgardRule = z.infer<typeof WestgardRule>;

const EndedJob = z.object({ job_id: z.uuid(), sample_name: z.string(), completed_at: z.iso.datetime() });

const MetricPoint = z.object({
  ...EndedJob.shape,
  /** Sample in the results, which may differ from the name of the job's sample. */
  sample: z.string(),
  value: z.number(),
  /** Rules that this value breaks, alone or together with the values before it. */
  rules: z.array(WestgardRule),
});

export const MetricTrend = z.object({
  name: z.string(),
  label: z.string(),
  unit: z.string().nullable(),
  /** Mean and sample standard deviation of the points; null for fewer than 20 points, which break no rules. */
  mean: z.number().nullable(),
  sd: z.number().nonnegative().nullable(),
  /** The latest 1,000 values, oldest first. */
  points: z.array(MetricPoint),
});
export type MetricTrend = z.infer<typeof MetricTrend>;

/** `GET /api/pipelines/{name}/trends`: jobs of a pipeline that ended in the last days. */
export const PipelineTrends = z.object({
  pipeline: z.string(),
  days: z.int().positive(),
  /** Durations of the latest 1,000 jobs that completed, oldest first. */
  durations: z.array(
    z.object({
      ...EndedJob.shape,
      /** Milliseconds that the successful attempt took, without pauses. */
      duration_ms: z.number().nonnegative(),
      /** Whether the attempt ran all steps: resumes and restarts take results from earlier attempts. */
      fresh: z.boolean(),
    }),
  ),
  /** Number of jobs that ended, by day or, for more than 31 days, by week (from Monday), in UTC; oldest first. */
  outcomes: z.array(
    z.object({
      from: z.iso.date(),
      /** Cause of the failure, such as `error` or `cancelled`; null for completed jobs. */
      cause: z.string().nullable(),
      jobs: z.int().positive(),
    }),
  ),
  /** Quality metrics of the same jobs as `durations`, sorted by name. */
  metrics: z.array(MetricTrend),
});
export type PipelineTrends = z.infer<typeof PipelineTrends>;
