import * as z from 'zod';
import { Basis, Footprint, Waiting } from './footprint.ts';

/**
 * Smallest, middle and greatest value, and the quartiles, of those tasks of a step for which it is known; null if it
 * is known for none. Quartiles between two values are interpolated linearly, as in R and NumPy.
 */
const Spread = z
  .object({
    /** Number of tasks with a value. */
    tasks: z.int().positive(),
    min: z.number().nonnegative(),
    lower_quartile: z.number().nonnegative(),
    median: z.number().nonnegative(),
    upper_quartile: z.number().nonnegative(),
    max: z.number().nonnegative(),
  })
  .nullable();
export type Spread = z.infer<typeof Spread>;

const Compared = z.object({ requested: Spread, used: Spread });

/** Sums over the tasks for which both factors are known; null if there is no such task. */
export const Hours = z.object({
  requested: z.number().nonnegative().nullable(),
  used: z.number().nonnegative().nullable(),
});
export type Hours = z.infer<typeof Hours>;

export const AdvisedDirective = z.object({
  directive: z.enum(['cpus', 'memory', 'time']),
  /** Number of tasks whose use was measured, at least ten. */
  tasks: z.int().positive(),
  /** The least that a task requested: CPUs, bytes or milliseconds, as the following amounts. */
  requested: z.number().positive(),
  greatest_use: z.number().nonnegative(),
  /** Added to the greatest use before it is rounded up. */
  margin_percent: z.int().nonnegative(),
  advised: z.number().positive(),
  /** The advised amount in Nextflow's config, such as `12.GB`. */
  written: z.string(),
  /** CPU hours, or GB hours of memory, that the tasks would have requested less; null for `time`. */
  saved_hours: z.number().nonnegative().nullable(),
});
export type AdvisedDirective = z.infer<typeof AdvisedDirective>;

const Advice = z.object({
  directives: z.array(AdvisedDirective).min(1),
  /** Nextflow config to copy. */
  config: z.string(),
});
export type Advice = z.infer<typeof Advice>;

/** Why a step gets no advice. */
const NoAdvice = z.enum(['few_tasks', 'unknown_requests', 'killed_tasks', 'unusual_name', 'nothing_to_save']);
export type NoAdvice = z.infer<typeof NoAdvice>;

export const StepResources = z.object({
  /** Full Nextflow process name, `WF:SUB:ALIGN`. */
  process: z.string(),
  step: z.string(),
  /** Number of tasks that ran to the end, successful or not. */
  tasks: z.int().positive(),
  /** Used: `%cpu` of Nextflow divided by 100, which is the average over a task. */
  cpus: Compared,
  /** In bytes. Used: `peak_rss` of Nextflow. */
  memory: Compared,
  /** In milliseconds, pauses included. Requested: the `time` directive. */
  time_ms: Compared,
  /** Milliseconds from the submission of a task to its executor to its start. */
  wait_ms: Spread,
  /** CPUs times the time that was used. */
  cpu_hours: Hours,
  /** Memory, in units of 1024³ bytes, times the time that was used. */
  memory_gb_hours: Hours,
  footprint: Footprint,
  /** Advice to request less; null if there is none. */
  advice: Advice.nullable(),
  no_advice: NoAdvice.nullable(),
});
export type StepResources = z.infer<typeof StepResources>;

/** `GET /api/jobs/{id}/resources`: resources of the tasks of all attempts. A cached task counts once. */
export const JobResources = z.object({
  tasks: z.int().nonnegative(),
  /** Number of tasks without a record of what they requested, because a release up to 0.2.0 started their attempt. */
  tasks_without_requests: z.int().nonnegative(),
  cpu_hours: Hours,
  memory_gb_hours: Hours,
  waiting: Waiting,
  footprint: Footprint,
  basis: Basis,
  /** In the order in which the steps began. */
  steps: z.array(StepResources),
});
export type JobResources = z.infer<typeof JobResources>;

/** `GET /api/pipelines/{name}/resources`: resources of the tasks of the latest completed jobs of a pipeline. */
export const PipelineResources = z.object({
  pipeline: z.string(),
  /** Number of jobs, at most that in the request. */
  jobs: z.int().nonnegative(),
  ...JobResources.shape,
});
export type PipelineResources = z.infer<typeof PipelineResources>;
