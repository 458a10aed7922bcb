import * as z from 'zod';
import {
  DeletesOnCancel,
  Params,
  Priority,
  ReasonGiven,
  Resources,
  ResumeAfter,
  ResumeAfterInput,
} from '../../events/fields.ts';
import { Labels, LabelsInput } from '../../fields/labels.ts';
import { exampleMembership, membershipFields, membershipInput } from '../../fields/membership.ts';
import { text } from '../../inputs.ts';
import { LaunchInput, LaunchOptions } from '../../nextflow/launch.ts';
import { QueueName } from '../../fields/queue-name.ts';
import { ATTEMPT_COURSE, Reason, type CommandDescriptor } from '../descriptor.ts';
import { ParamsGiven } from '../params-given.ts';

/** Maximum size of a samplesheet in bytes. Together with parameters and inputs, it must fit into an event. */
export const MAX_JOB_SHEET_BYTES = 64 * 1024;

export const SubmitBody = z.strictObject({
  pipeline: z.string().min(1),
  sample_name: z
    .string()
    .trim()
    .max(100)
    .regex(
      /^[\p{L}\p{N}][\p{L}\p{N} ._+-]*$/u,
      'must start with a letter or digit and hold only letters, digits, space and . _ + -',
    ),
  params: ParamsGiven.default({}),
  /** Launch options. Missing ones default to the pipeline's manifest. */
  launch: LaunchInput.optional(),
  /** Samplesheet, for a pipeline with a parameter that takes one. */
  sheet: z
    .strictObject({
      /** Parameter whose schema refers to a schema for rows. */
      param: z.string().min(1),
      /** CSV or TSV, with a header. */
      text: text(MAX_JOB_SHEET_BYTES),
    })
    .optional(),
  /** Default: the manifest's queue, else `default`. */
  queue: QueueName.optional(),
  /** Defaults to 0. */
  priority: Priority.optional(),
  /** Policy for automatic resumes. If absent, the manifest's policy applies; null disables automatic resumes. */
  resume_after: ResumeAfterInput.nullable().optional(),
  labels: LabelsInput.optional(),
  ...membershipInput,
  reason: Reason,
});
export type SubmitBody = z.infer<typeof SubmitBody>;

export const submit = {
  name: 'submit',
  path: 'jobs',
  role: 'operator',
  summary: 'Submit a sample to a pipeline',
  body: {
    name: 'Submit',
    schema: SubmitBody,
    isRequired: true,
    examples: {
      demo: { pipeline: 'wes', sample_name: 'DEMO1', params: { input_dir: '/data/exomes/DEMO1' } },
      with_labels: {
        pipeline: 'wes',
        sample_name: 'DEMO1',
        params: { input_dir: '/data/exomes/DEMO1' },
        labels: { run: '2026-48', project: 'cardio' },
      },
      launched_otherwise: {
        pipeline: 'rnaseq',
        sample_name: 'RUN7',
        params: { input: '/data/run7/samplesheet.csv' },
        launch: { revision: '3.14.0', profiles: ['test', 'singularity'], config: "process.queue = 'long'" },
      },
    },
  },
  message: 'Pipeline submitted',
  accepted: 'submitted',
  event: {
    description: 'A job was submitted: one sample through one pipeline, with its parameters and input files.',
    data: z.object({
      sample_name: z.string(),
      pipeline: z.string(),
      /** SHA-256 of the pipeline folder, or the commit of the pipeline's repository. */
      pipeline_revision: z.string(),
      params: Params,
      /** Launch options with the manifest's defaults; absent if nothing is set. */
      launch: LaunchOptions.optional(),
      /**
       * Samplesheet, which each attempt gets as a file in its launch dir. The parameter `param` contains the name of
       * the file.
       */
      sheet: z.object({ param: z.string(), name: z.string(), text: z.string() }).optional(),
      /** Input files at submission. */
      inputs: z.array(z.object({ path: z.string(), bytes: z.int().nonnegative() })),
      /** Total number, if `inputs` is truncated. */
      inputs_count: z.int().positive().optional(),
      /** Cores and memory that a run needs at its peak, from the manifest; absent if not declared. */
      resources: Resources.optional(),
      /** Policy for the files of a cancelled attempt. If absent, they are kept. */
      on_cancel: DeletesOnCancel.optional(),
      /** Failures after which the job is resumed automatically. If absent, it never is. */
      resume_after: ResumeAfter.optional(),
      /** Labels by key; absent if there are none. */
      labels: Labels.optional(),
      ...membershipFields,
      queue: z.string(),
      priority: z.int(),
      reason: ReasonGiven,
    }),
    example: {
      sample_name: 'DEMO1',
      pipeline: 'wes',
      pipeline_revision: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      params: { input_dir: '/data/inputs/DEMO1', reference: '/data/reference/chr20.fa', sample: 'DEMO1' },
      launch: { nextflow: '>=25.10', syntax_parser: 'v2', profiles: ['test', 'singularity'], stub_run: false },
      sheet: {
        param: 'input',
        name: 'samplesheet.csv',
        text: 'sample,fastq_1\nDEMO1,/data/inputs/DEMO1/DEMO1_R1.fastq.gz\n',
      },
      inputs: [
        { path: '/data/inputs/DEMO1/DEMO1_R1.fastq.gz', bytes: 1048576 },
        { path: '/data/inputs/DEMO1/DEMO1_R2.fastq.gz', bytes: 1050112 },
      ],
      resources: { cpus: 16, memory_bytes: 68_719_476_736 },
      on_cancel: 'delete_partial_outputs',
      resume_after: { causes: ['killed', 'runner_lost', 'node_failed'], times: 2 },
      labels: { run: '2026-48', project: 'cardio' },
      ...exampleMembership,
      queue: 'default',
      priority: 0,
      reason: null,
    },
  },
  refused: null,
  effects: ATTEMPT_COURSE,
  refusals: { submitted_before: 'This job was submitted before.' },
  text: { label: 'Submit', verb: 'submit', ongoing: 'Submitting', past: 'Submitted', asked: 'submitted this' },
  icon: 'plus',
} as const satisfies CommandDescriptor;
