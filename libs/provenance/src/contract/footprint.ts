import * as z from 'zod';

/** Price or factor from which costs or energy are computed. */
export const Factor = z.object({
  name: z.enum(['cpu_hour', 'gb_hour', 'core_watts', 'memory_watts_per_gb', 'pue', 'carbon_intensity']),
  /** Name for people. */
  label: z.string(),
  value: z.number(),
  unit: z.string(),
  /** A publication, or the setting that gives the value. */
  source: z.string(),
});
export type Factor = z.infer<typeof Factor>;

/** Cost, energy and carbon footprint of tasks. Tasks without a record of what they requested are not included. */
export const Footprint = z.object({
  /** In the currency of the prices; null without prices, or if no task is included. */
  cost: z.number().nonnegative().nullable(),
  /** Null if no task is included. */
  energy_kwh: z.number().nonnegative().nullable(),
  /** g CO2 equivalent; null if no task is included. */
  co2e_g: z.number().nonnegative().nullable(),
});
export type Footprint = z.infer<typeof Footprint>;

/** Currency of the costs, and all prices and factors. */
export const Basis = z.object({
  /** Three letters; null without prices. */
  currency: z.string().nullable(),
  factors: z.array(Factor),
});
export type Basis = z.infer<typeof Basis>;

/** Sums of waiting times in milliseconds; null if none is known. */
export const Waiting = z.object({
  /** From the request of each attempt to the start of Nextflow. */
  queue_ms: z.number().nonnegative().nullable(),
  /** From the submission of each task to its executor to its start. */
  executor_ms: z.number().nonnegative().nullable(),
});
export type Waiting = z.infer<typeof Waiting>;
