import * as z from 'zod';
import { Params, Requested } from '../../events/fields.ts';
import { ATTEMPT_COURSE, Reason, type CommandDescriptor } from '../descriptor.ts';
import { ParamsGiven } from '../params-given.ts';

/** Full process name of a step. */
const Step = z.string().trim().min(1).max(500);

const RestartBody = z.strictObject({
  reason: Reason,
  step: Step.describe('process to begin with, as nextflow names it'),
  params: ParamsGiven.optional(),
});
type RestartBody = z.infer<typeof RestartBody>;

export const restart = {
  name: 'restart',
  path: 'jobs/:id/restart',
  role: 'operator',
  summary: 'Run a step of a job and all after it again; what came before stays cached where it is unchanged',
  body: {
    name: 'Restart',
    schema: RestartBody,
    isRequired: true,
    examples: {
      from_a_step: { step: 'ALIGN', reason: 'capture kit file was replaced' },
      changed: { step: 'CALL', params: { min_depth: 12 }, reason: 'call again with other settings' },
    },
  },
  message: 'Pipeline restart started',
  accepted: 'restart_requested',
  event: {
    description: 'A person asked for a new attempt from a step on, perhaps with changed parameters.',
    data: Requested.extend({
      params: Params.optional(),
      /** Full process name. */
      step: z.string(),
    }),
    example: {
      attempt: 2,
      reason: 'call again with other settings',
      params: { min_depth: 12 },
      step: 'WES:CALL',
    },
  },
  refused: 'restart_refused',
  effects: ATTEMPT_COURSE,
  refusals: {
    not_proven:
      'Cannot restart: it was abandoned, and its tasks are not proven to have ended: Slurm does not answer: squeue did not answer in 10 s. Submit another like it, or wait until nothing of it is left.',
    wrong_status: 'Cannot restart job with status: running',
    work_dir_gone:
      'Cannot restart: its work dir was removed on 2026-03-02 08:00:00 UTC by retention policy. Rerun it instead.',
    never_started: 'Cannot restart: this job never started, so no work is kept. Rerun it instead.',
    work_dir_remote:
      'Cannot restart from a step: its work dir is in an object store (s3://lab/work/1). Rerun it instead.',
    unknown_step: 'Cannot restart from MERGE: no task of it is in the work dir. Steps with tasks: ALIGN, CALL.',
  },
  text: {
    label: 'Restart',
    verb: 'restart',
    ongoing: 'Restarting',
    past: 'Restarted',
    asked: 'restarted this from a step',
  },
  icon: 'corner-down-right',
} as const satisfies CommandDescriptor;
