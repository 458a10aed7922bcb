import * as z from 'zod';
import { Params } from './fields.ts';

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

/** Record of a run in Nextflow's lineage store. */
export const Lineage = z.object({
  /** `lid://…`, which `nextflow lineage view` takes. */
  id: z.string(),
  /** Folder, or URL, of the store. */
  store: z.string(),
});
export type Lineage = z.infer<typeof Lineage>;

/** Parameters as they took effect, defaults included. */
export const RunDescription = z.object({
  params: Params,
  /** `run`: the run itself wrote them. `merged`: defaults of schema and manifest under the given ones; the script may have more. */
  params_from: z.enum(['run', 'merged']),
  /** Names of the parameters that were not given, and so have their defaults. */
  defaults: z.array(z.string()),
  /** Parameter -> the expression of its default, of which only Nextflow knows the value. Absent where there is none. */
  default_expressions: z.record(z.string(), z.string()).optional(),
  /** Version that the pipeline states of itself. */
  pipeline_version: z.string().nullable(),
  materials: z.array(Material),
  /** Absent where the run did not have `lineage.enabled`. */
  lineage: Lineage.optional(),
});
export type RunDescription = z.infer<typeof RunDescription>;

/** Container image in which tasks ran. */
export const UsedImage = z.object({
  /** As Nextflow names it. */
  image: z.string(),
  /** Program that ran it: `docker`, `podman`, `apptainer`, `singularity`; null where the task's wrapper names none. */
  engine: z.string().nullable(),
  /** Nextflow's name of the executor that ran the tasks; null where their wrappers do not tell. */
  executor: z.string().nullable(),
  /** Digest in its registry, `sha256:…`; null where it has none, or that is not known. */
  digest: z.string().nullable(),
  /** Id of the image in the engine, `sha256:…`; null where that is not known. */
  image_id: z.string().nullable(),
  /** Why neither is known, as a sentence without a full stop; null where one is. */
  problem: z.string().nullable(),
  /** Full names of the processes whose tasks ran in it. */
  processes: z.array(z.string()),
  /** Hashes of its tasks; only where tasks of one of its processes ran in other images too. */
  tasks: z.array(z.string()).optional(),
  /** Whether the tasks were taken from an earlier attempt, in which they ran. */
  cached: z.boolean(),
});
export type UsedImage = z.infer<typeof UsedImage>;

export const Tool = z.object({
  name: z.string(),
  version: z.string(),
  /** Steps that report it; empty if it is reported of the whole run. */
  used_by: z.array(z.string()),
});
export type Tool = z.infer<typeof Tool>;
