import * as z from 'zod';
import { text } from '../inputs.ts';
import { SYNTAX_PARSERS } from './syntax-parser.ts';
import { isVersionCondition } from './version-condition.ts';

/**
 * Launch options of a job besides its parameters: options of `nextflow run`, and its environment. Absent fields are not
 * set.
 */
export const LaunchOptions = z.object({
  /** Requested branch, tag or commit of the pipeline's repository. */
  revision: z.string().optional(),
  /** Version of Nextflow, or conditions on the version: `25.10.4`, `24.10`, `>=25.04, <26`. */
  nextflow: z.string().optional(),
  /** Parser of scripts and configs, `NXF_SYNTAX_PARSER`. */
  syntax_parser: z.enum(SYNTAX_PARSERS).optional(),
  /** `-profile`, in order. */
  profiles: z.array(z.string()).optional(),
  /** Content of an additional config file, `-c`. */
  config: z.string().optional(),
  /** Name of the entry workflow, `-entry`. */
  entry: z.string().optional(),
  /** `-stub-run`: stubs replace scripts. */
  stub_run: z.boolean().optional(),
  /** Environment variables of Nextflow and its tasks. */
  env: z.record(z.string(), z.string()).optional(),
  /** Maps a name in the launch dir to the absolute path of the file or folder that it links to. */
  files: z.record(z.string(), z.string()).optional(),
  /** Absolute path or URL (`s3://…`) under which the work dirs of jobs are created. */
  work_dir: z.string().optional(),
});
export type LaunchOptions = z.infer<typeof LaunchOptions>;

/** Maximum size of the options in bytes of JSON. Together with parameters and inputs, they must fit into an event. */
export const MAX_LAUNCH_BYTES = 32 * 1024;

const revision = text(200).regex(
  /^[A-Za-z0-9_][A-Za-z0-9_./+-]*$/,
  'must be a branch, tag or commit: letters, digits and _ . / + -',
);
const VERSION = 'must be a version of Nextflow, or conditions with commas between, such as 25.10.4 or >=25.04, <26';
const nextflow = text(100).refine(isVersionCondition, VERSION);
const nextflowOrNone = text(100).refine((condition) => condition === '' || isVersionCondition(condition), VERSION);
const profile = text(100).regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/, 'must be a name: letters, digits, _ . and -');
const WORKFLOW = 'must be the name of a workflow: letters, digits and _';
const entry = text(200).regex(/^[A-Za-z_][A-Za-z0-9_]*$/, WORKFLOW);
const entryOrNone = text(200).regex(/^([A-Za-z_][A-Za-z0-9_]*)?$/, WORKFLOW);
export const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const variable = text(200).regex(VARIABLE_NAME, 'must be the name of an environment variable');

/** Launch options in a manifest, which are the defaults of its jobs. */
export const LaunchDefaults = z.strictObject({
  revision: revision.optional(),
  nextflow: nextflow.optional(),
  syntax_parser: z.enum(SYNTAX_PARSERS).optional(),
  profiles: z.array(profile).max(20).optional(),
  config: text(MAX_LAUNCH_BYTES).optional(),
  entry: entry.optional(),
  stub_run: z.boolean().optional(),
  env: z.record(variable, text(4000)).optional(),
  files: z.record(text(500), text(4000)).optional(),
  work_dir: text(1000).optional(),
});

/**
 * Launch options as submitted. An empty `entry` or `nextflow`, or null for a variable or file, removes the manifest's
 * value.
 */
export const LaunchInput = LaunchDefaults.extend({
  nextflow: nextflowOrNone.optional(),
  entry: entryOrNone.optional(),
  env: z.record(variable, text(4000).nullable()).optional(),
  files: z.record(text(500), text(4000).nullable()).optional(),
});
export type LaunchInput = z.infer<typeof LaunchInput>;

/** Whether a path is in an object store, which only Nextflow can access. */
export const isUrl = (path: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(path);
