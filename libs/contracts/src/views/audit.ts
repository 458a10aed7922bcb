import * as z from 'zod';
import { Role } from '../fields/role.ts';
import { commandNames, jobCommandNames, type CommandName } from '../commands/command-names.ts';
import { commands, eventTypesOf, forEachCommand } from '../commands/index.ts';
import type { EventType } from '../event-catalog/catalog.ts';
import { ExecutorEnding } from '../events/fields.ts';
import { inputEvents, inputTypesWith } from '../events/input.ts';
import { unchangedTypes } from '../event-catalog/unchanged.ts';
import { Moment, Sequence, several, text, WholeNumber } from '../inputs.ts';
import { ReasonedName } from '../reasoned-names.ts';
import { HistoryEntry } from './details.ts';

/** Kind of audit entry: response to a command, or outcome of an attempt. */
export const AuditOutcome = z.enum(['accepted', 'unchanged', 'refused', 'started', 'succeeded', 'failed', 'cancelled']);
export type AuditOutcome = z.infer<typeof AuditOutcome>;

const Command = z.enum(commandNames);

/** Event types that record each command, accepted first. */
export const commandEvents: Record<CommandName, readonly string[]> = forEachCommand(({ name }) => eventTypesOf(name));

const joinedEvents = Object.values(commands).flatMap((command) => ('joined' in command ? [command.joined] : []));

/** Event types of each outcome. */
export const outcomeEvents: Record<AuditOutcome, readonly string[]> = {
  accepted: [...commandNames.map((name) => commands[name].accepted), ...joinedEvents, ...inputTypesWith('isCommand')],
  unchanged: unchangedTypes,
  refused: [...jobCommandNames.map((name) => commands[name].refused), 'access_denied'],
  started: ['attempt_started'],
  succeeded: ['attempt_succeeded'],
  failed: ['attempt_failed', 'cancel_unconfirmed'],
  cancelled: ['attempt_cancelled'],
} satisfies Record<AuditOutcome, readonly EventType[]>;

/** Event types that record an accepted or refused command. */
export const commandTypes: readonly string[] = Object.values(commandEvents).flat();

/** Event types that record a command or a change to uploads and inputs. */
export const personTypes: readonly string[] = [...commandTypes, ...Object.keys(inputEvents)];

/** Effect of a command: an event of the same attempt that completes the command, as listed in the catalogue. */
export const AuditEffect = z.object({
  seq: z.int(),
  type: z.string(),
  at: z.iso.datetime(),
  /** Time since the command, in milliseconds. */
  after_ms: z.number(),
  cancel: z.literal('too_late').nullable(),
  /** Cause of a failure, such as `abandoned`. */
  cause: z.string().nullable(),
  /** Reason for the failure. */
  message: z.string().nullable(),
  processes_ended: z.int().nullable(),
  /**
   * Remote executors, such as Slurm, with the tasks that were ended there and the time when this was proven. The entry
   * about the end of the attempt has the ids of the tasks.
   */
  executors: z.array(ExecutorEnding.pick({ name: true, ended_count: true, proven_at: true })),
  /** Wall time of the ended attempt, including `paused_ms` of pauses; null for the start of an attempt. */
  duration_ms: z.number().nullable(),
  paused_ms: z.number().nullable(),
});
export type AuditEffect = z.infer<typeof AuditEffect>;

export const AuditEntry = HistoryEntry.extend({
  /** Event id, as seen by NATS consumers. */
  event_id: z.string().nullable(),
  kind: z.string().nullable(),
  job_id: z.string().nullable(),
  queue: z.string().nullable(),
  sample_name: z.string().nullable(),
  pipeline: z.string().nullable(),
  command: Command.nullable(),
  outcome: AuditOutcome.nullable(),
  /** Effects of an accepted command so far, in log order. */
  effects: z.array(AuditEffect),
  /** Milliseconds for which the attempt was paused, in its ending entry; null for other events. */
  paused_ms: z.number().nullable(),
  /**
   * Outcome of the attempt that a refused command was about, because a refusal calls both failed and cancelled jobs
   * `failed`.
   */
  ended_as: z.enum(['failed', 'cancelled']).optional(),
  /** SHA-256 (hex) of this entry and the hash of the previous one; see docs/audit-format.md. */
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** Event that was not applied. Its content is not trusted. */
export const SetAsideEntry = z.object({
  seq: z.int(),
  /** Subject of the message. */
  subject: z.string(),
  stored_at: z.iso.datetime(),
  /** Size of its data. */
  bytes: z.int(),
  /** Why it was not applied. */
  reason: z.string(),
});
export type SetAsideEntry = z.infer<typeof SetAsideEntry>;

export const AuditFilter = z.strictObject({
  actor: text(200).optional(),
  command: several(Command).optional(),
  /** Outcome of the entry or of any of its effects. */
  outcome: several(AuditOutcome).optional(),
  job_id: z.uuid().toLowerCase().optional(),
  /** Id shared by the events of one request. */
  correlation_id: text(200).optional(),
  /** Part of the sample name. */
  sample: text(100).optional(),
  pipeline: text(100).optional(),
  /** Range of `at`, inclusive. */
  from: Moment.optional(),
  to: Moment.optional(),
  /** Search terms for reasons. */
  q: text(200).optional(),
  /**
   * `commands`: only commands and changes to uploads and inputs. `story`: everything except task events. `all`:
   * includes task events. `access`: only sign-ins, accounts, tokens, rights and approvals. `runner`: only requests to
   * runners and their reports about themselves. `input`: only uploads, samples created from them, and registered
   * inputs.
   */
  events: z.enum(['commands', 'story', 'all', 'access', 'runner', 'input']).default('story'),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

export const AuditQuery = AuditFilter.extend({
  limit: WholeNumber.min(1).max(1000).default(100),
  cursor: z.string().optional(),
  order: z.enum(['asc', 'desc']).default('desc'),
  min_seq: Sequence.optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

/** `GET /api/session`: the requester, the commands and deletions that require a reason, and the version. */
export const SessionView = z.object({
  actor: z.string(),
  /** Display name of the account. */
  name: z.string(),
  role: Role,
  /** `machine`: the holder of the machine token, who has no account. */
  kind: z.enum(['person', 'token', 'machine']),
  reason_required: z.array(ReasonedName),
  /** Commands that the role does not permit, with reasons. In addition, each job lists its own `allowed_actions`. */
  denied_commands: z.partialRecord(Command, z.string()),
  /** Other routes that the role does not permit, in the same form: `POST /api/webhooks`. */
  denied_routes: z.record(z.string(), z.string()),
  /** Number of people who must sign the class of a variant. */
  signatures_required: z.int().min(1),
  /** Who may cancel a job. `owner`: its submitter and admins. */
  cancel_of_others: z.enum(['anyone', 'owner']),
  /**
   * Commands that require approval. For a rerun, only if the job is completed; for a cancel, only if it is another
   * user's job.
   */
  approvals: z.array(Command),
  /** Version of Reprise. */
  version: z.string(),
});
export type SessionView = z.infer<typeof SessionView>;
