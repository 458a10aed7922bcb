import * as z from 'zod';
import { LaunchInput } from '../nextflow/launch.ts';
import { FieldProblem } from '../problem.ts';
import { ScriptCheck } from '../fields/script-check.ts';
import { ParamsGiven } from './params-given.ts';

/** Body of `POST /api/jobs/check`: parameters and launch options to validate before submission. */
export const CheckBody = z.strictObject({
  pipeline: z.string().min(1),
  params: ParamsGiven.default({}),
  launch: LaunchInput.optional(),
});
export type CheckBody = z.infer<typeof CheckBody>;

export const ParamsCheck = z.object({
  /** Problems that would cause the submission to be rejected. */
  errors: z.array(FieldProblem),
  /** Problems that would not. */
  warnings: z.array(FieldProblem),
  /**
   * Results of compiling the pipeline's script and config with each Nextflow version of the runners, as far as they are
   * known.
   */
  compiled: z.array(ScriptCheck),
  /** Whether a runner is still compiling. Poll again for its results. */
  compiling: z.boolean(),
});
export type ParamsCheck = z.infer<typeof ParamsCheck>;
