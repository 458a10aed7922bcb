import * as z from 'zod';
import { Basis, Footprint, Waiting } from './footprint.ts';
import { Hours } from './resources.ts';

const Sums = z.object({
  jobs: z.int().nonnegative(),
  tasks: z.int().nonnegative(),
  tasks_without_requests: z.int().nonnegative(),
  cpu_hours: Hours,
  memory_gb_hours: Hours,
  waiting: Waiting,
  footprint: Footprint,
});
export type Sums = z.infer<typeof Sums>;

/** Sums over the jobs of a pipeline, a month, a batch or a label. */
const SumsGroup = z.object({
  /**
   * Name of the pipeline or the batch, month such as `2026-11`, or label such as `project=cardio`; null for jobs without
   * a batch, without such a label, or that have not run yet.
   */
  name: z.string().nullable(),
  /** Set only for a batch, because several can have the same name. */
  batch_id: z.uuid().optional(),
  ...Sums.shape,
});
export type SumsGroup = z.infer<typeof SumsGroup>;

/** `GET /api/resources`: sums over the tasks of the jobs that match a filter. */
export const ResourceSums = z.object({
  ...Sums.shape,
  /**
   * Sorted by name, batches by submission; jobs that belong to no group are last. A job counts in the group of each of
   * its labels, and in each month in which it ran.
   */
  groups: z.array(SumsGroup),
  /** Names of the pipelines of these jobs, sorted. */
  pipelines: z.array(z.string()),
  /** Keys of the labels of these jobs, sorted. */
  label_keys: z.array(z.string()),
  basis: Basis,
});
export type ResourceSums = z.infer<typeof ResourceSums>;
