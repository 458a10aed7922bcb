import * as z from 'zod';

const UsualMetric = z.object({
  name: z.string(),
  /** Number of jobs with a value. */
  jobs: z.int().min(20),
  median: z.number(),
  /** A lower value is an outlier: the median minus 3.5 median absolute deviations / 0.6745. */
  lower: z.number(),
  /** A higher value is an outlier: the median plus 3.5 median absolute deviations / 0.6745. */
  upper: z.number(),
});
export type UsualMetric = z.infer<typeof UsualMetric>;

/**
 * `GET /api/batches/{id}/usual`: what is usual for each pipeline of a batch, by its latest 200 completed jobs outside of
 * the batch.
 */
export const UsualValues = z.object({
  pipelines: z.array(
    z.object({
      pipeline: z.string(),
      /** Durations of jobs without a resume, restart or pause; null for fewer than 20. */
      duration: z
        .object({
          jobs: z.int().min(20),
          median_ms: z.number().nonnegative(),
          /** A running job is late after so many milliseconds. */
          late_after_ms: z.number().nonnegative(),
        })
        .nullable(),
      /** Metrics with at least 20 values, less than half of which are equal. */
      metrics: z.array(UsualMetric),
    }),
  ),
});
export type UsualValues = z.infer<typeof UsualValues>;

/** Whether a value is an outlier, and on which side; null if it is usual, or if that is unknown. */
export function outlierSide(value: number | null, usual: UsualMetric | undefined): 'above' | 'below' | null {
  if (value === null || !usual) return null;
  if (value > usual.upper) return 'above';
  return value < usual.lower ? 'below' : null;
}

/** Returns the usual values of a pipeline's metric; undefined if they are unknown. */
export const usualMetric = (usual: UsualValues | null, pipeline: string, name: string): UsualMetric | undefined =>
  usual?.pipelines.find((each) => each.pipeline === pipeline)?.metrics.find((metric) => metric.name === name);
