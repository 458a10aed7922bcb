import * as z from 'zod';
import { commands, jobCommandNames, type Commands, type JobCommandName } from '../commands/index.ts';
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

export type RefusedType = Commands[JobCommandName]['refused'];

export const refusedTypes: readonly RefusedType[] = jobCommandNames.map((name) => commands[name].refused);

/** One type for each command that a job can refuse. */
export const refusedEvents = Object.fromEntries(refusedTypes.map((type) => [type, Refused])) as Record<
  RefusedType,
  typeof Refused
>;
