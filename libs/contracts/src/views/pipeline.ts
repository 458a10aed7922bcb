import * as z from 'zod';
import { PipelineCheck } from '../fields/checks.ts';
import { OnCancel, Params, ResumeAfter, ResumeAfterInput } from '../events/fields.ts';
import { LaunchDefaults, LaunchOptions, VARIABLE_NAME } from '../nextflow/launch.ts';
import { whyNoRelease } from '../nextflow/why-no-release.ts';
import { QcRules } from '../fields/qc.ts';
import { ScriptCheck } from '../fields/script-check.ts';
import { QueueName } from '../fields/queue-name.ts';
import { page } from './details.ts';

const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** `LAB_SETTING` or `AWS_*`. A bare `*` would expose the secrets of Reprise. */
const AllowedVariable = z
  .string()
  .refine(
    (name) =>
      VARIABLE_NAME.test(name.replace(/\*$/, '')) && name.replace(/\*$/, '').length > (name.endsWith('*') ? 2 : 0),
    'must be the name of an environment variable, or at least three letters of it with * at the end',
  );

const MemorySize = z
  .string()
  .regex(/^\d+(\.\d+)? ?(?:K|M|G|T)B$/i, 'must be a number and KB, MB, GB or TB, such as 64 GB');

/** Manifest of a pipeline folder, `reprise.json`. */
export const PipelineManifest = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'must be lower-case letters, digits, - and _, at most 63'),
    /** Relative to the folder or the repository. For a repository, the default is `main.nf`. */
    script: z.string().min(1).optional(),
    /** Git repository of the pipeline: `https://…` or `file:///…`. */
    repository: z
      .string()
      .regex(/^(https:\/\/[^\s@]+|file:\/\/\/\S+)$/, 'must be https://… without a login, or file:///…')
      .optional(),
    title: z.string().optional(),
    description: z.string().optional(),
    version: z.string().optional(),
    /** Defaults. A value that starts with `./` is a path relative to the folder. */
    params: Params.default({}),
    /** Parameter that takes the input folder; `null` if the pipeline has none. */
    input_param: z.string().nullable().default('input_dir'),
    /**
     * Parameter that takes the output folder, which the runner sets. `null` if the pipeline has none because it has an
     * output block.
     */
    output_param: z.string().nullable().default('output_dir'),
    /** Maps a kind to a glob under the output folder. */
    outputs: z.record(z.string(), z.string()).default({}),
    /** Maps the title of a report to a glob under the output folder. */
    reports: z.record(z.string(), z.string()).default({}),
    /** Maps a Nextflow process to a label for people. */
    steps: z.record(z.string(), z.string()).default({}),
    /** Maps a name to example params. */
    demo: z.record(z.string(), Params).default({}),
    /** Cores and memory (such as `64 GB`) at the peak. They determine the number of slots that a job takes. */
    resources: z.strictObject({ cpus: z.number().positive().optional(), memory: MemorySize.optional() }).optional(),
    /** Policy for the files of a cancelled attempt; default: keep. */
    on_cancel: OnCancel.optional(),
    /** Default policy for automatic resumes. If absent, there are none. */
    resume_after: ResumeAfterInput.optional(),
    /** Default queue of its jobs. */
    queue: QueueName.optional(),
    /** Default launch options. Paths and a config that start with `./` are files in the folder. */
    launch: LaunchDefaults.superRefine((launch, context) => {
      const message = whyNoRelease(launch);
      if (message !== null) context.addIssue({ code: 'custom', path: ['nextflow'], message });
    }).default({}),
    /** Environment variables that are passed from the runner and that a job may set: names, or prefixes with `*`. */
    environment: z.array(AllowedVariable).default([]),
    /** Glob under the output folder of the JSON file with the parameters that the run recorded itself. */
    params_file: z.string().min(1).default('pipeline_info/params*.json'),
    /** Maps a tool to the command that prints its version, for tools that no `versions.yml` reports. */
    versions: z.record(z.string().min(1).max(80), z.string().min(1)).default({}),
    /** Maps a parameter with reference data to a label for people. */
    materials: z.record(z.string(), z.string()).default({}),
    /** Quality metrics of the results. */
    qc: QcRules.optional(),
    /** Checks of parameters before a job starts. */
    checks: z.array(PipelineCheck).default([]),
  })
  .refine((manifest) => !isRecord(manifest) || 'script' in manifest || 'repository' in manifest, {
    path: ['script'],
    error: 'is required',
    // Runs even if there are other issues.
    when: () => true,
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
  output_param: z.string().nullable(),
  steps: z.array(z.object({ process: z.string(), step: z.string() })),
  /** Kinds of output files of a completed job. */
  outputs: z.array(z.string()),
  /** Titles of the reports of a completed job. */
  reports: z.array(z.string()),
  /** Whether it has quality metrics. */
  measures_quality: z.boolean(),
  demo: z.array(z.object({ name: z.string(), params: Params })),
  /** Default queue of its jobs. */
  queue: QueueName,
  /** Default policy for automatic resumes; null if there is none. */
  resume_after: ResumeAfter.nullable(),
  /** Default launch options. */
  launch: LaunchOptions,
  /**
   * Profiles of its `nextflow.config`, by name; empty if there are none or they are unknown. A runner's config may add
   * others.
   */
  profiles: z.array(z.string()),
  /** Workflows of its script that can be the entry, by name; empty if unknown. */
  entries: z.array(z.string()),
  /** Versions of Nextflow on active runners, the newest first. */
  nextflow_versions: z.array(z.string()),
  /** Environment variables that a job may set: names, or prefixes with `*`. */
  environment: z.array(z.string()),
  /** Git repository of the pipeline. A job may choose a branch, tag or commit. */
  repository: z.string().nullable(),
  /** Whether a job may add its own config. */
  takes_config: z.boolean(),
  /**
   * Parsed `nextflow_schema.json`, extended with information from the params block of the script, such as
   * `default_expression` for a default that Nextflow computes; null if there is neither.
   */
  schema: z.record(z.string(), z.unknown()).nullable(),
  /** Results of compiling script and config with each Nextflow version of the runners; absent until known. */
  compiled: z.array(ScriptCheck),
});
export type PipelineView = z.infer<typeof PipelineView>;

/** Pipeline folder that could not be loaded, and why. */
export const BrokenPipeline = z.object({ file: z.string(), field: z.string().nullable(), reason: z.string() });
export type BrokenPipeline = z.infer<typeof BrokenPipeline>;

export const PipelineList = page(PipelineView).extend({ broken: z.array(BrokenPipeline) });
export type PipelineList = z.infer<typeof PipelineList>;
