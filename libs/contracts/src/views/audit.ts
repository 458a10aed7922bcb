import * as z from 'zod';
import { commandNames, commands, forEachCommand, jobCommandNames, type CommandName } from '../commands/index.ts';
import { Moment, Sequence, text } from '../inputs.ts';
import { HistoryEntry, page } from './details.ts';

/** Which entry of the audit trail an event is: a person's command and how it was answered, or what came of it. */
export const AuditOutcome = z.enum(['accepted', 'refused', 'started', 'succeeded', 'failed', 'cancelled']);
export type AuditOutcome = z.infer<typeof AuditOutcome>;

export const AuditCommand = z.enum(commandNames);
export type AuditCommand = CommandName;

/** Event types by which each command is recorded: accepted first, then refused. */
export const commandEvents: Record<CommandName, readonly string[]> = forEachCommand(({ accepted, refused }) =>
  refused === null ? [accepted] : [accepted, refused],
);

/** Event types that have each outcome. */
export const outcomeEvents: Record<AuditOutcome, readonly string[]> = {
  accepted: commandNames.map((name) => commands[name].accepted),
  refused: jobCommandNames.map((name) => commands[name].refused),
  started: ['attempt_started'],
  succeeded: ['attempt_succeeded'],
  failed: ['attempt_failed', 'cancel_unconfirmed'],
  cancelled: ['attempt_cancelled'],
};

/** Event types by which any command is recorded, however it was answered. */
export const commandTypes: readonly string[] = Object.values(commandEvents).flat();

/** Something that came of a command: the attempt that it asked for started or ended. */
export const AuditEffect = z.object({
  seq: z.int(),
  type: z.string(),
  at: z.iso.datetime(),
  /** Since the command, in milliseconds. */
  after_ms: z.number(),
  cancel: z.literal('too_late').nullable(),
  /** Why the attempt failed. */
  message: z.string().nullable(),
  processes_ended: z.int().nullable(),
  duration_ms: z.number().nullable(),
});
export type AuditEffect = z.infer<typeof AuditEffect>;

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
  /** What came of an accepted command so far, in the order of the log. */
  effects: z.array(AuditEffect),
  /** SHA-256 over this entry and the hash of the one before, in hexadecimal digits: docs/audit.md. */
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
export const AuditPage = page(AuditEntry);

const several = <T extends z.ZodType>(item: T) =>
  z.preprocess((value) => (typeof value === 'string' ? value.split(',').filter(Boolean) : value), z.array(item));

export const AuditFilter = z.strictObject({
  actor: text(200).optional(),
  command: several(AuditCommand).optional(),
  /** Of the entry itself, or of something that came of it. */
  outcome: several(AuditOutcome).optional(),
  job_id: z.uuid().toLowerCase().optional(),
  /** A part of the sample's name. */
  sample: text(100).optional(),
  pipeline: text(100).optional(),
  /** When it happened, as `at` of the entry says. Both included. */
  from: Moment.optional(),
  to: Moment.optional(),
  /** Words in the reasons. */
  q: text(200).optional(),
  /** `commands`: only what people asked for. `all`: what the tasks did, too. */
  events: z.enum(['commands', 'story', 'all']).default('story'),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

export const AuditQuery = AuditFilter.extend({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().optional(),
  order: z.enum(['asc', 'desc']).default('desc'),
  min_seq: Sequence.optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

/** `GET /api/session`: who is asking, what is asked of them, and who answers. */
export const SessionView = z.object({
  actor: z.string(),
  reason_required: z.array(AuditCommand),
  /** Of Reprise. */
  version: z.string(),
});
export type SessionView = z.infer<typeof SessionView>;
