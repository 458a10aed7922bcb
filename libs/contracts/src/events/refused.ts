import * as z from 'zod';
import { JobStatus } from '../views/job.ts';

/** A command that was understood and not allowed: an entry of the audit trail like any other. */
const Refused = z.object({
  attempt: z.int().positive().nullable(),
  status: JobStatus,
  /** The reason the person gave. */
  reason: z.string().nullable(),
  /** The sentence the person was answered. */
  detail: z.string(),
  /** The HTTP status of that answer. */
  code: z.int(),
});

export const refusedEvents = {
  cancel_refused: Refused,
  rerun_refused: Refused,
  resume_refused: Refused,
} as const;

export type RefusedType = keyof typeof refusedEvents;
