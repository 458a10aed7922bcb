import type * as z from 'zod';
import { Params } from '../events/fields.ts';

/** Maximum nesting of a parameter. Nextflow and other programs read params files recursively. */
const MOST_LEVELS = 64;

/** Parameters as submitted. */
export const ParamsGiven = Params.superRefine((params, context: z.RefinementCtx) => {
  for (const [name, value] of Object.entries(params))
    if (isDeeper(value, MOST_LEVELS))
      context.addIssue({
        code: 'custom',
        path: [name],
        message: `must not be nested deeper than ${String(MOST_LEVELS)} levels`,
      });
});

/** Whether a value is nested deeper than a limit. Does not use recursion. */
function isDeeper(value: unknown, levels: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= levels; depth++) {
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? [each] : []));
    if (level.length === 0) return false;
    level = level.flatMap((each) => Object.values(each as object) as unknown[]);
  }
  return true;
}
