import * as z from 'zod';
import { text } from '../inputs.ts';

/** Name of a batch as a user gives it. */
export const BatchName = text(100).trim().min(1);

/** Batch of a submission: the jobs with the same id belong together. The first of them names the batch. */
export const BatchInput = z.strictObject({ id: z.uuid().toLowerCase(), name: BatchName });

/** Batch of a job. */
export const Batch = z.object({ id: z.uuid(), name: z.string() });
export type Batch = z.infer<typeof Batch>;
