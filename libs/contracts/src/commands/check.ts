import * as z from 'zod';
import { LaunchInput } from '../nextflow/launch.ts';
import { FieldProblem } from '../problem.ts';
import { ScriptCheck } from '../fields/script-check.ts';
import { ParamsGiven } from './params-given.ts';

/** Body of `POST /api/jobs/check`: parameters and launch options of a submission that is not made yet. */
export const CheckBody = z.strictObject({
  pipeline: z.string().min(1),
  params: ParamsGiven.default({}),
  launch: LaunchInput.optional(),
});
export type CheckBody = z.infer<typeof CheckBody>;

export const ParamsCheck = z.object({
  /** For which a submission with these would be refused. */
  errors: z.array(FieldProblem),
  /** For which it would not. */
  warnings: z.array(FieldProblem),
  /** Script and config of the pipeline as each Nextflow of the runners compiles them, as far as that is known. */
  compiled: z.array(ScriptCheck),
  /** Whether a runner compiles them now: ask again for what it finds. */
  compiling: z.boolean(),
});
export type ParamsCheck = z.infer<typeof ParamsCheck>;
