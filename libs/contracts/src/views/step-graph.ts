import * as z from 'zod';
import { LinkedStep } from '../requests.ts';

/** `GET /api/jobs/{id}/graph`: which steps of a job feed each other, from what their tasks staged. */
export const StepGraph = z.object({
  /** Work dir whose tasks were read, which all attempts of a session share; null before the first attempt starts. */
  work_dir: z.string().nullable(),
  /** Steps with tasks. The others are linked when their first task has staged its inputs. */
  steps: z.array(LinkedStep),
  /** Why the links are unknown, as a sentence without a full stop; null if they are known. */
  unknown: z.string().nullable(),
});
export type StepGraph = z.infer<typeof StepGraph>;
