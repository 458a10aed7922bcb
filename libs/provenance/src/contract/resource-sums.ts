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

/** `GET /api/resources`: sums over the tasks of the jobs that match a filter. */
export const ResourceSums = z.object({
  ...Sums.shape,
  /** By the name of the pipeline, sorted. */
  pipelines: z.array(z.object({ pipeline: z.string(), ...Sums.shape })),
  basis: Basis,
});
export type ResourceSums = z.infer<typeof ResourceSums>;
