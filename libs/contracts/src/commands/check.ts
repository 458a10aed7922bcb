import * as z from 'zod';
import { LaunchInput } from '../launch.ts';
import { FieldProblem } from '../problem.ts';
import { ParamsGiven } from './params-given.ts';

/** Body of `POST /api/jobs/check`: parameters and launch options of a submission that is not made yet. */
export const CheckBody = z.strictObject({
  pipeline: z.string().min(1),
  params: ParamsGiven.default({}),
  launch: LaunchInput.optional(),
});
export type CheckBody = z.infer<typeof CheckBody>;

/** Errors for which a submission with these would be refused, and doubts for which it would not. */
export const ParamsCheck = z.object({ errors: z.array(FieldProblem), warnings: z.array(FieldProblem) });
export type ParamsCheck = z.infer<typeof ParamsCheck>;
