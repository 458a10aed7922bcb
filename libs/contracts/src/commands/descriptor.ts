import * as z from 'zod';
import { optionalBody } from '../inputs.ts';
import type { Role } from '../fields/role.ts';
import type { attemptEvents } from '../events/attempt-events.ts';
import type { Appender } from '../events/definition.ts';
import type { CommandTarget } from './command-names.ts';

/**
 * One command of a person. Everything that lists commands is made of these: routes, documents, refused events, audit
 * filters, buttons. Adding one: CONTRIBUTING.md.
 */
export interface CommandDescriptor {
  /** The verb, as it stands in addresses, settings, filters and metrics. */
  readonly name: string;
  /** Absent for a command to a job, or one that makes a job. */
  readonly target?: Exclude<CommandTarget, 'job'>;
  /** Path under `/api`; `:id` is the job's, `:name` the queue's, `:runner` the runner's. */
  readonly path: string;
  /** Least role that may give it. */
  readonly role: Role;
  /** One line for the API document. */
  readonly summary: string;
  readonly body: CommandBodyDescriptor;
  /** The sentence of the 202. */
  readonly message: string;
  /** Type of the first event that an accepted command appends. */
  readonly accepted: string;
  readonly event: CommandEvent;
  /** Type of the event that records a refusal; null where there is no job that could refuse. */
  readonly refused: `${string}_refused` | null;
  /** Sentence of the event that records it where everything is as asked already; absent: it always changes something. */
  readonly unchanged?: string;
  /** Type of the event of another person who asks the same while it is under way. */
  readonly joined?: AttemptEventType;
  /** Part of a job that it is about; none where it is about the job itself, which then offers it as an action. */
  readonly about?: 'variant' | 'class';
  /** View of what it would do: `GET /api/` and its path, with `/preview`. Absent: there is none. */
  readonly preview?: PreviewDescriptor;
  /** Whether it can be sent to many jobs at once. */
  readonly bulk?: true;
  /** Types of the events of the same attempt that answer it, in the order in which they can come. */
  readonly effects: readonly AttemptEventType[];
  /** The refusals it knows, by code, each with an example of its sentence. */
  readonly refusals: Readonly<Record<string, string>>;
  readonly words: CommandWords;
  /** Name of a Lucide icon. */
  readonly icon: string;
}

/** The event of an accepted command. */
export interface CommandEvent {
  /** A sentence for those who read it elsewhere. */
  readonly says: string;
  readonly data: z.ZodObject;
  /** Services that append it; the gateway alone if absent. */
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

/** View of what a command to a job would do now. Reading it changes nothing. */
export interface PreviewDescriptor {
  /** One line for the API document. */
  readonly summary: string;
  /** Its query parameters, beside those of every read. */
  readonly query: z.ZodRawShape;
  readonly answer: {
    /** Name of its schema in the API document. */
    readonly name: string;
    readonly schema: z.ZodType;
    readonly example: object;
  };
}

/** The command as people read it. */
export interface CommandWords {
  /** On a button: "Cancel". */
  readonly label: string;
  /** After "to", without a job: "cancel", "change the priority". */
  readonly verb: string;
  /** On the button while it is under way: "Cancelling". */
  readonly ongoing: string;
  /** In the audit trail: "Cancelled". */
  readonly past: string;
  /** After a person's name: "asked to cancel this". */
  readonly asked: string;
  /** Whether jobs follow with "of": "Change priority of 3 jobs", "classify a variant of this". */
  readonly ofJobs?: true;
}

export const Reason = z.string().trim().max(500).optional();

/** Body of a command that takes no more than a reason. */
export const CommandBody = optionalBody(z.strictObject({ reason: Reason }));
export type CommandBody = z.infer<typeof CommandBody>;

/** How an attempt can end. */
export const ATTEMPT_ENDINGS = [
  'attempt_succeeded',
  'attempt_failed',
  'cancel_unconfirmed',
  'attempt_cancelled',
] as const satisfies readonly AttemptEventType[];

/** Ending events: after one of them an attempt is final. After an unconfirmed cancel it is not. */
export const ENDING_EVENTS = ATTEMPT_ENDINGS.filter((type) => type !== 'cancel_unconfirmed');
export const isEndingEvent = (type: string): boolean => ENDING_EVENTS.some((ending) => ending === type);

/** Events that answer a command for a new attempt. */
export const ATTEMPT_COURSE = ['attempt_started', ...ATTEMPT_ENDINGS] as const satisfies readonly AttemptEventType[];
