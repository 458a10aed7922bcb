import * as z from 'zod';
import { accessEventsOfWings } from '../catalogue.ts';
import { Role } from '../fields/role.ts';
import { defineEvents, schemasOf } from './definition.ts';
import { ReasonGiven } from './fields.ts';

/**
 * Events about rights and about operators' changes to the log, and events that wings add to this family. Accounts and
 * tokens appear only by id, because names and addresses can be erased but events cannot. Secrets never appear.
 */
export const accessDefinitions = defineEvents({
  ...accessEventsOfWings,
  access_denied: {
    description: 'A request was rejected for lack of rights; nothing changed.',
    appendedBy: ['gateway'],
    data: z.object({
      method: z.string(),
      /** Path of the route, with the names of its parameters: `/api/webhooks/:id`. */
      route: z.string(),
      /** Role of the sender. */
      role: Role,
      /** Minimum role required. */
      needed: Role,
      /** Message of the response. */
      detail: z.string(),
      /** Job that the request was about, if any. */
      job_id: z.uuid().optional(),
      /** Reason given with the request. */
      reason: ReasonGiven,
    }),
  },
  message_quarantined: {
    description:
      'An operator quarantined a message of the log on the server: from the next start on, no reader applies it.',
    appendedBy: ['gateway'],
    data: z.object({
      /** Sequence of the message. */
      seq: z.int().positive(),
      /** Subject of the message. */
      stream_subject: z.string(),
      /** Operating-system user name of the operator. */
      operator: z.string(),
      reason: z.string().min(1),
    }),
  },
  backup_restored: {
    description:
      'An operator restored a backup on the server: events that the log had after it, and later changes of accounts and webhooks, are gone.',
    appendedBy: ['gateway'],
    data: z.object({
      /** Name of the newest backup that was used, which is the time of its start. */
      backup: z.string(),
      /** Moment that the operator gave, as a time or a sequence; null for the end of the backup. */
      until: z.string().nullable(),
      /** Last event of the log before this one that the restore wrote; null if it kept the log and restored the database. */
      log_seq: z.int().nonnegative().nullable(),
      /** Last event whose changes the restored accounts and webhooks have; later than `log_seq` if no backup had earlier ones. */
      accounts_seq: z.int().nonnegative(),
      /** Operating-system user name of the operator. */
      operator: z.string(),
    }),
  },
});

export const accessEvents = schemasOf(accessDefinitions);
export type AccessType = keyof typeof accessEvents;
