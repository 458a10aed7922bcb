import * as z from 'zod';
import { commands, jobCommandNames, type Commands, type JobCommandName } from '../commands/index.ts';
import { JobStatus } from '../views/job.ts';

/** Command that was valid but not allowed; recorded like any other. */
const Refused = z.object({
  attempt: z.int().positive().nullable(),
  status: JobStatus,
  /** Reason given with the command. */
  reason: z.string().nullable(),
  /** Message of the response. */
  detail: z.string(),
  /** HTTP status of the response. */
  code: z.int(),
});

export type RefusedType = Commands[JobCommandName]['refused'];

export const refusedTypes: readonly RefusedType[] = jobCommandNames.map((name) => commands[name].refused);

/** Refusal type of each command to a job. */
export const refusedEvents = Object.fromEntries(refusedTypes.map((type) => [type, Refused])) as Record<
  RefusedType,
  typeof Refused
>;
