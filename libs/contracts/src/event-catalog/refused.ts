import * as z from 'zod';
import { jobCommandNames, type JobCommandName } from '../commands/command-names.ts';
import { commands, type Commands } from '../commands/index.ts';
import { JobStatus } from '../fields/job-status.ts';
import { schemasOf, type EventDefinition } from '../events/definition.ts';

/** Data of a valid command that was refused, version 2. Refusals are recorded like any other event. */
const Refused = z.object({
  attempt: z.int().positive().nullable(),
  status: JobStatus,
  /** Reason given with the command. */
  reason: z.string().nullable(),
  /** Message of the response. */
  detail: z.string(),
  /** Code of the refusal: `wrong_status`, `work_dir_gone`, ... */
  refusal: z.string(),
});

export type RefusedType = Commands[JobCommandName]['refused'];

/** Refusal type of each command for a job. */
export const refusedDefinitions = Object.fromEntries(
  jobCommandNames.map((name) => [
    commands[name].refused,
    {
      description: `A person asked to ${name} where it is not allowed; nothing changed.`,
      appendedBy: ['gateway'],
      data: Refused,
    } satisfies EventDefinition,
  ]),
) as unknown as Record<RefusedType, Omit<EventDefinition, 'data'> & { readonly data: typeof Refused }>;

export const refusedEvents = schemasOf(refusedDefinitions);

/** Version 1 used the HTTP status as `code`: 400 for a wrong status, 409 if a resume had no work dir. */
export function refusedFromV1(data: unknown): unknown {
  const { code, ...rest } = data as { code: unknown; detail: unknown };
  const resume = String(rest.detail).includes('never started') ? 'never_started' : 'work_dir_gone';
  return { ...rest, refusal: code === 400 ? 'wrong_status' : resume };
}
