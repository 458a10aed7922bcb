import { z } from 'zod';
import { HistoryEntry, page } from './details.ts';

/** Which entry of the audit trail an event is: a person's command and how it was answered, or what came of it. */
export const AuditOutcome = z.enum(['accepted', 'refused', 'started', 'succeeded', 'failed', 'cancelled']);
export type AuditOutcome = z.infer<typeof AuditOutcome>;

export const AuditCommand = z.enum(['submit', 'cancel', 'rerun', 'resume']);
export type AuditCommand = z.infer<typeof AuditCommand>;

/** The events by which each command is recorded when it is accepted, and when it is refused. */
export const commandEvents: Record<AuditCommand, readonly string[]> = {
  submit: ['submitted'],
  cancel: ['cancel_requested', 'cancel_refused'],
  rerun: ['rerun_requested', 'rerun_refused'],
  resume: ['resume_requested', 'resume_refused'],
};

/** The events that have each outcome. */
export const outcomeEvents: Record<AuditOutcome, readonly string[]> = {
  accepted: ['submitted', 'cancel_requested', 'rerun_requested', 'resume_requested'],
  refused: ['cancel_refused', 'rerun_refused', 'resume_refused'],
  started: ['attempt_started'],
  succeeded: ['attempt_succeeded'],
  failed: ['attempt_failed', 'cancel_unconfirmed'],
  cancelled: ['attempt_cancelled'],
};

export const AuditEntry = HistoryEntry.extend({
  /** Of the event: for a program that has seen it on NATS. */
  event_id: z.string().nullable(),
  kind: z.string().nullable(),
  job_id: z.string().nullable(),
  queue: z.string().nullable(),
  sample_name: z.string().nullable(),
  pipeline: z.string().nullable(),
  command: AuditCommand.nullable(),
  outcome: AuditOutcome.nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
export const AuditPage = page(AuditEntry);

const several = <T extends z.ZodType>(item: T) =>
  z.preprocess((value) => (typeof value === 'string' ? value.split(',').filter(Boolean) : value), z.array(item));

export const AuditFilter = z.strictObject({
  actor: z.string().max(200).optional(),
  command: several(AuditCommand).optional(),
  outcome: several(AuditOutcome).optional(),
  job_id: z.uuid().toLowerCase().optional(),
  /** A part of the sample's name. */
  sample: z.string().max(100).optional(),
  pipeline: z.string().max(100).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  /** Words in the reasons. */
  q: z.string().max(200).optional(),
  /** `all`: what the tasks did, too. */
  events: z.enum(['story', 'all']).default('story'),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

export const AuditQuery = AuditFilter.extend({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().optional(),
  order: z.enum(['asc', 'desc']).default('desc'),
  min_seq: z.coerce.number().int().nonnegative().optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

/** `GET /api/session`: who is asking, and what is asked of them. */
export const SessionView = z.object({ actor: z.string(), reason_required: z.array(AuditCommand) });
export type SessionView = z.infer<typeof SessionView>;
