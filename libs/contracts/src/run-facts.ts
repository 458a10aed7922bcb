import * as z from 'zod';
import { Params } from './events/fields.ts';

/** Facts of a run: parameters as they took effect, and versions. */

/** Reference data of the run: a parameter that the manifest names as such. */
export const Material = z.object({
  param: z.string(),
  /** Name for people: `Reference`, `Capture targets`. */
  label: z.string(),
  /** Value of the parameter, mostly a path; null if the run had none. */
  value: z.string().nullable(),
});
export type Material = z.infer<typeof Material>;

/** Parameters as they took effect, defaults included. */
export const RunDescription = z.object({
  params: Params,
  /** `run`: the run itself wrote them. `merged`: defaults of schema and manifest under the given ones; the script may have more. */
  params_from: z.enum(['run', 'merged']),
  /** Names of the parameters that were not given, and so have their defaults. */
  defaults: z.array(z.string()),
  /** Version that the pipeline states of itself. */
  pipeline_version: z.string().nullable(),
  materials: z.array(Material),
});
export type RunDescription = z.infer<typeof RunDescription>;

export const Tool = z.object({
  name: z.string(),
  version: z.string(),
  /** Steps that report it; empty if it is reported of the whole run. */
  used_by: z.array(z.string()),
});
export type Tool = z.infer<typeof Tool>;
