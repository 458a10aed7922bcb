import * as z from 'zod';
import { Params } from '../events/fields.ts';
import { page } from './details.ts';

/** Manifest of a pipeline folder, `reprise.json`. */
export const PipelineManifest = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'must be lower-case letters, digits, - and _, at most 63'),
  /** Relative to the folder. */
  script: z.string().min(1),
  title: z.string().optional(),
  description: z.string().optional(),
  version: z.string().optional(),
  /** Defaults; a value that starts with `./` is a path relative to the folder. */
  params: Params.default({}),
  /** Parameter that takes the input folder; `null` if the pipeline has none. */
  input_param: z.string().nullable().default('input_dir'),
  /** Parameter that takes the output folder; set by the runner. */
  output_param: z.string().default('output_dir'),
  /** Kind -> glob under the output folder. */
  outputs: z.record(z.string(), z.string()).default({}),
  /** Nextflow process -> label for people. */
  steps: z.record(z.string(), z.string()).default({}),
  /** Name -> example params. */
  demo: z.record(z.string(), Params).default({}),
});
export type PipelineManifest = z.infer<typeof PipelineManifest>;

/** `GET /api/pipelines`: pipelines and the fields of their forms. Paths are absolute. */
export const PipelineView = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  version: z.string().nullable(),
  revision: z.string(),
  params: Params,
  input_param: z.string().nullable(),
  output_param: z.string(),
  steps: z.array(z.object({ process: z.string(), step: z.string() })),
  demo: z.array(z.object({ name: z.string(), params: Params })),
  /** Parsed `nextflow_schema.json`. */
  schema: z.record(z.string(), z.unknown()).nullable(),
});
export type PipelineView = z.infer<typeof PipelineView>;

/** Pipeline folder that could not be loaded, and why. */
export const BrokenPipeline = z.object({ file: z.string(), field: z.string().nullable(), reason: z.string() });
export type BrokenPipeline = z.infer<typeof BrokenPipeline>;

export const PipelineList = page(PipelineView).extend({ broken: z.array(BrokenPipeline) });
export type PipelineList = z.infer<typeof PipelineList>;
