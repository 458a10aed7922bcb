import type * as z from 'zod';

/** A service that appends events, with its own login. */
export type Appender = 'gateway' | 'runner';

/** One type of event. */
export interface EventDefinition {
  /** Description in one sentence, for external readers. */
  readonly description: string;
  /** Services that append it. The NATS permissions are derived from this list. */
  readonly appendedBy: readonly Appender[];
  /** Services that may be its actor, besides users. */
  readonly services?: readonly string[];
  /** Whether it records a user's request, as the event of an accepted command does. */
  readonly isCommand?: true;
  /** Whether its object is deleted once the event is in the log. */
  readonly isDeletion?: true;
  /** Published, but not appended in this release. */
  readonly isReserved?: boolean;
  /** Schema of its data, current version. */
  readonly data: z.ZodObject;
}

export type EventDefinitions = Readonly<Record<string, EventDefinition>>;
export type SchemasOf<D extends EventDefinitions> = { readonly [T in keyof D]: D[T]['data'] };

/** Checks a table of definitions, and preserves the inferred schema types. */
export const defineEvents = <D extends EventDefinitions>(definitions: D): D => definitions;

export const schemasOf = <D extends EventDefinitions>(definitions: D): SchemasOf<D> =>
  Object.fromEntries(Object.entries(definitions).map(([type, { data }]) => [type, data])) as SchemasOf<D>;
