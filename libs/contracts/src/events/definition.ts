import type * as z from 'zod';

/** A service that appends events, under a login of its own. */
export type Appender = 'gateway' | 'runner';

/** One type of event. */
export interface EventDefinition {
  /** A sentence for those who read it elsewhere. */
  readonly says: string;
  /** The server's permissions are made of it. */
  readonly appendedBy: readonly Appender[];
  /** Services that may be its actor, beside people. */
  readonly services?: readonly string[];
  /** Whether it records what a person asked for, as the event of an accepted command does. */
  readonly isCommand?: true;
  /** Whether what it is about is deleted once it is in the log. */
  readonly isDeletion?: true;
  /** Published, and appended by nothing in this release. */
  readonly isReserved?: boolean;
  /** Schema of its data, current version. */
  readonly data: z.ZodObject;
}

export type EventDefinitions = Readonly<Record<string, EventDefinition>>;
export type SchemasOf<D extends EventDefinitions> = { readonly [T in keyof D]: D[T]['data'] };

/** Checks a table of definitions, and keeps what each schema infers. */
export const defineEvents = <D extends EventDefinitions>(definitions: D): D => definitions;

export const schemasOf = <D extends EventDefinitions>(definitions: D): SchemasOf<D> =>
  Object.fromEntries(Object.entries(definitions).map(([type, { data }]) => [type, data])) as SchemasOf<D>;
