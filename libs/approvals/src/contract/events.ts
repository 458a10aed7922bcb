import { defineEvents, GATEWAY, ReasonGiven } from '@reprise/contracts/for-wings';
import * as z from 'zod';

/** A command that awaits approval by a second person. */
const Approval = z.object({
  approval_id: z.uuid(),
  /** Name of the command: `rerun`, `clean`, ... */
  command: z.string(),
  /** Job of the command; null if it is not about a job. */
  job_id: z.uuid().nullable(),
});

/** Events of approval requests, in the family `access`. */
export const approvalEvents = defineEvents({
  approval_requested: {
    description: 'A person asked for a command that needs the approval of a second one.',
    appendedBy: ['gateway'],
    data: Approval.extend({
      /** Body of the command as it will be sent. */
      body: z.record(z.string(), z.unknown()),
      reason: ReasonGiven,
      expires_at: z.iso.datetime(),
    }),
  },
  approval_granted: {
    description: 'A second person approved the command; it was sent as the person who asked for it.',
    appendedBy: ['gateway'],
    data: Approval.extend({ reason: ReasonGiven }),
  },
  approval_rejected: {
    description: 'A second person rejected the command.',
    appendedBy: ['gateway'],
    data: Approval.extend({ reason: ReasonGiven }),
  },
  approval_withdrawn: {
    description: 'The person who asked for the command withdrew it.',
    appendedBy: ['gateway'],
    data: Approval.extend({ reason: ReasonGiven }),
  },
  approval_expired: {
    description: 'The command was not approved in time.',
    appendedBy: ['gateway'],
    services: [GATEWAY],
    data: Approval,
  },
});
