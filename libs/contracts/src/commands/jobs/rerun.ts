import * as z from 'zod';
import { optionalBody } from '../../inputs.ts';
import { Params, Requested } from '../../events/fields.ts';
import { ATTEMPT_COURSE, Reason, type CommandDescriptor } from '../descriptor.ts';
import { LaunchInput } from '../../nextflow/launch.ts';
import { ParamsGiven } from '../params-given.ts';

export const RerunBody = optionalBody(
  z.strictObject({
    reason: Reason,
    params: ParamsGiven.optional(),
    revision: LaunchInput.shape.revision.describe(
      "branch, tag or commit of the pipeline's repository; the commit of the job unless given",
    ),
    keep_work_dir: z.boolean().default(false).describe('keep the previous work dir'),
    keep_results: z
      .boolean()
      .default(false)
      .describe('keep the previous results, and the work dir where they are links to files in it'),
  }),
);
export type RerunBody = z.infer<typeof RerunBody>;

/** Input of a job that no longer exists. */
export const MissingInput = z.object({
  /** `params.<name>`, `sheet` or `launch.files.<name>`. */
  field: z.string(),
  /**
   * `GET /api/jobs/{id}/rerun/preview`: inputs whose absence prevents a rerun with the same parameters from deleting
   * the results.
   */
  path: z.string(),
});
export type MissingInput = z.infer<typeof MissingInput>;

/** Attempt whose tasks may still run on executors that Reprise cannot query. */
export const MayRemain = z.object({ attempt: z.int(), executors: z.array(z.string()) });
export type MayRemain = z.infer<typeof MayRemain>;

/** `GET /api/jobs/{id}/rerun/preview`: why a rerun with the same parameters would not delete the results. */
const RerunPreview = z.object({
  missing_inputs: z.array(MissingInput),
  /** Latest attempt whose tasks may still run on executors that Reprise cannot query; null if there is none. */
  may_remain: MayRemain.nullable(),
});

export const rerun = {
  name: 'rerun',
  path: 'jobs/:id/rerun',
  role: 'operator',
  summary: 'Run a job again from scratch',
  body: {
    name: 'Rerun',
    schema: RerunBody,
    isRequired: false,
    examples: {
      as_before: {},
      beside: { keep_results: true },
      newer: { revision: '3.15.0', reason: 'fixed in this release' },
      changed: { reason: 'new reference', params: { reference: '/data/reference/demo.fa.gz' } },
    },
  },
  message: 'Pipeline rerun started',
  accepted: 'rerun_requested',
  event: {
    description:
      'A person asked for a new attempt from the start; earlier results are deleted first unless they are kept, or its start says where they were left.',
    data: Requested.extend({
      params: Params,
      /**
       * Whether the work dir is kept. Otherwise previous results are deleted before the start, or `attempt_started`
       * records that they were left in place.
       */
      keep_work_dir: z.boolean(),
      /** Whether previous results are kept; false if absent. */
      keep_results: z.boolean().optional(),
      /** Requested branch, tag or commit, and the commit it resolves to; absent if the pipeline is unchanged. */
      revision: z.object({ name: z.string(), commit: z.string() }).optional(),
    }),
    example: {
      attempt: 2,
      reason: 'a newer reference',
      params: { input_dir: '/data/inputs/DEMO1', reference: '/data/reference/chr20.fa', sample: 'DEMO1' },
      keep_work_dir: false,
      keep_results: true,
      revision: { name: '3.15.0', commit: '4a1c5d0e9b8f7a6c5d4e3f2a1b0c9d8e7f6a5b4c' },
    },
  },
  preview: {
    summary:
      'Inputs of the job that are not there any more: a rerun without them is refused unless it keeps the results. Also the executors where tasks may still run and that Reprise cannot query',
    query: {},
    answer: {
      name: 'RerunPreview',
      schema: RerunPreview,
      example: { missing_inputs: [{ field: 'params.input_dir', path: '/data/inputs/DEMO1' }], may_remain: null },
    },
  },
  refused: 'rerun_refused',
  bulk: true,
  effects: ATTEMPT_COURSE,
  refusals: {
    not_proven:
      'Cannot rerun: it was abandoned, and its tasks are not proven to have ended: Slurm does not answer: squeue did not answer in 10 s. Submit another like it, or wait until nothing of it is left.',
    wrong_status: 'Cannot rerun job with status: running',
    being_cleaned:
      'Cannot rerun and keep files: files of this job are being deleted. Wait until that is done, or rerun without keeping them.',
    inputs_gone:
      'Cannot rerun: /data/inputs/DEMO1 is not there any more. Put it back, or change the parameters. Without it, a rerun has to keep the results.',
  },
  text: {
    label: 'Rerun',
    verb: 'rerun',
    ongoing: 'Rerunning',
    past: 'Reran',
    asked: 'asked for a rerun from scratch',
  },
  icon: 'rotate-ccw',
} as const satisfies CommandDescriptor;
