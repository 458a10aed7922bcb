import * as z from 'zod';

/** Middle half of some values: from the lower to the upper quartile. */
const UsualRange = z.object({
  /** Number of jobs with a value, at least five. */
  jobs: z.int().positive(),
  lower: z.number().nonnegative(),
  median: z.number().nonnegative(),
  upper: z.number().nonnegative(),
});

/** `GET /api/pipelines/{name}/expected`: expected needs of a new job of a pipeline, from its last jobs. */
export const ExpectedRun = z.object({
  pipeline: z.string(),
  /** Milliseconds without pauses of the last 20 completed jobs that ran all steps; null for fewer than five. */
  duration_ms: UsualRange.nullable(),
  /** Bytes of results and work dir of those jobs whose files are all there and measured; null for fewer than five. */
  disk_bytes: UsualRange.nullable(),
  /** Slots that are free on active runners; null if no runner is active. */
  free_slots: z.int().nonnegative().nullable(),
});
export type ExpectedRun = z.infer<typeof ExpectedRun>;
