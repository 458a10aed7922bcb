import * as z from 'zod';
import { Params } from './fields.ts';

/** Facts of a run: effective parameters, and versions. */

/** Reference data of the run: a parameter that the manifest lists as reference data. */
export const Material = z.object({
  param: z.string(),
  /** Name for people: `Reference`, `Capture targets`. */
  label: z.string(),
  /** Value of the parameter, usually a path; null if the run had none. */
  value: z.string().nullable(),
});
export type Material = z.infer<typeof Material>;

/** Record of a run in Nextflow's lineage store. */
export const Lineage = z.object({
  /** `lid://…`, as `nextflow lineage view` accepts it. */
  id: z.string(),
  /** Folder or URL of the store. */
  store: z.string(),
});
export type Lineage = z.infer<typeof Lineage>;

/** Effective parameters, including defaults. */
export const RunDescription = z.object({
  params: Params,
  /**
   * `run`: recorded by the run itself. `merged`: submitted parameters, with the defaults of schema and manifest; the
   * script may have more parameters.
   */
  params_from: z.enum(['run', 'merged']),
  /** Names of parameters that were not submitted and therefore have their default value. */
  defaults: z.array(z.string()),
  /** Maps a parameter to the expression of its default, whose value only Nextflow knows. Absent if there is none. */
  default_expressions: z.record(z.string(), z.string()).optional(),
  /** Version that the pipeline declares. */
  pipeline_version: z.string().nullable(),
  materials: z.array(Material),
  /** Absent if the run did not enable `lineage.enabled`. */
  lineage: Lineage.optional(),
});
export type RunDescription = z.infer<typeof RunDescription>;

/** Container image that tasks ran in. */
export const UsedImage = z.object({
  /** Name of the image in Nextflow. */
  image: z.string(),
  /** Container engine: `docker`, `podman`, `apptainer`, `singularity`; null if the task's wrapper names none. */
  engine: z.string().nullable(),
  /** Executor that ran the tasks, in Nextflow's spelling; null if their wrappers do not name it. */
  executor: z.string().nullable(),
  /** Registry digest, `sha256:…`; null if there is none or it is unknown. */
  digest: z.string().nullable(),
  /** Image id in the engine, `sha256:…`; null if unknown. */
  image_id: z.string().nullable(),
  /** Why both are unknown, without a full stop; null if one of them is known. */
  problem: z.string().nullable(),
  /** Full names of the processes whose tasks used it. */
  processes: z.array(z.string()),
  /** Hashes of its tasks, if the same process also used other images. */
  tasks: z.array(z.string()).optional(),
  /** Whether the tasks were cached from an earlier attempt. */
  cached: z.boolean(),
});
export type UsedImage = z.infer<typeof UsedImage>;

export const Tool = z.object({
  name: z.string(),
  version: z.string(),
  /** Steps that reported it; empty if the run as a whole reported it. */
  used_by: z.array(z.string()),
});
export type Tool = z.infer<typeof Tool>;
