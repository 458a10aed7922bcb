import * as z from 'zod';
import { optionalBody } from '../inputs.ts';
import type { Role } from '../fields/role.ts';
import type { attemptEvents } from '../events/attempt-events.ts';
import type { Appender } from '../events/definition.ts';
import type { CommandTarget } from './command-names.ts';

/**
 * A command that users send. Routes, documents, refused events, audit filters and buttons are derived from it. To add a
 * command, see CONTRIBUTING.md.
 */
export interface CommandDescriptor {
  /** The verb used in URLs, settings, filters and metrics. */
  readonly name: string;
  /** Absent for commands for a job, and for the submission. */
  readonly target?: Exclude<CommandTarget, 'job'>;
  /** Path under `/api`; `:id` is the job's, `:name` the queue's, `:runner` the runner's. */
  readonly path: string;
  /** Minimum role. */
  readonly role: Role;
  /** Summary in the API document. */
  readonly summary: string;
  readonly body: CommandBodyDescriptor;
  /** Message of the 202 response. */
  readonly message: string;
  /** Type of the first event that the accepted command appends. */
  readonly accepted: string;
  readonly event: CommandEvent;
  /** Type of the event that records a refusal; null if no job exists yet. */
  readonly refused: `${string}_refused` | null;
  /**
   * Message of the event that is recorded if nothing needs to change. Absent if the command always changes something.
   */
  readonly unchanged?: string;
  /** Type of the event that is recorded if another person requests the same while the command is in progress. */
  readonly joined?: AttemptEventType;
  /** Part of a job that it applies to. Absent if it applies to the job itself, which then offers it as an action. */
  readonly about?: 'variant' | 'class';
  /** View of its preview, at `GET /api/`, its path and `/preview`. Absent if it has no preview. */
  readonly preview?: PreviewDescriptor;
  /** Whether it supports bulk requests. */
  readonly bulk?: true;
  /** Types of events of the same attempt that complete it, in order of occurrence. */
  readonly effects: readonly AttemptEventType[];
  /** Its refusals by code, each with an example sentence. */
  readonly refusals: Readonly<Record<string, string>>;
  readonly text: CommandText;
  /** Name of a Lucide icon. */
  readonly icon: string;
}

/** Event of the accepted command. */
export interface CommandEvent {
  /** Description in one sentence, for external readers. */
  readonly description: string;
  readonly data: z.ZodObject;
  /** Services that append it; only the gateway if absent. */
  readonly appendedBy?: readonly Appender[];
  /** Data of its golden example. */
  readonly example: object;
}

type AttemptEventType = keyof typeof attemptEvents;

export interface CommandBodyDescriptor {
  /** Name of its schema in the API document. */
  readonly name: string;
  readonly schema: z.ZodType<{ reason?: string | undefined }>;
  readonly isRequired: boolean;
  readonly examples: Readonly<Record<string, object>>;
}

/** View of the effect that a command for a job would have now. Read-only. */
export interface PreviewDescriptor {
  /** Summary in the API document. */
  readonly summary: string;
  /** Its query parameters, in addition to those of every read. */
  readonly query: z.ZodRawShape;
  readonly answer: {
    /** Name of its schema in the API document. */
    readonly name: string;
    readonly schema: z.ZodType;
    readonly example: object;
  };
}

/** Texts of the command. */
export interface CommandText {
  /** On a button: "Cancel". */
  readonly label: string;
  /** After "to", without a job: "cancel", "change the priority". */
  readonly verb: string;
  /** On the button while in progress: "Cancelling". */
  readonly ongoing: string;
  /** In the audit trail: "Cancelled". */
  readonly past: string;
  /** After a person's name: "asked to cancel this". */
  readonly asked: string;
  /** Whether the object follows with "of": "Change priority of 3 jobs", "classify a variant of this". */
  readonly ofJobs?: true;
}

export const Reason = z.string().trim().max(500).optional();

/** Body of a command that only takes a reason. */
export const CommandBody = optionalBody(z.strictObject({ reason: Reason }));
export type CommandBody = z.infer<typeof CommandBody>;

/** Possible outcomes of an attempt. */
export const ATTEMPT_ENDINGS = [
  'attempt_succeeded',
  'attempt_failed',
  'cancel_unconfirmed',
  'attempt_cancelled',
] as const satisfies readonly AttemptEventType[];

/** Ending events. After one of them, an attempt is final. An unconfirmed cancel is not an ending event. */
export const ENDING_EVENTS = ATTEMPT_ENDINGS.filter((type) => type !== 'cancel_unconfirmed');
export const isEndingEvent = (type: string): boolean => ENDING_EVENTS.some((ending) => ending === type);

/** Events that complete a command for a new attempt. */
export const ATTEMPT_COURSE = ['attempt_started', ...ATTEMPT_ENDINGS] as const satisfies readonly AttemptEventType[];
