import type { AnyEvent, Envelope, RecordedEvent } from '@reprise/contracts';

/**
 * The event log: the only place where something happens. This page is the whole port; JetStream and memory are its two
 * adapters, held to one suite (`event-log.suite.ts`). Filters are subjects with `*` and `>`, made by `@reprise/contracts`.
 */
export interface EventLog {
  /**
   * Appends one event and returns when it is on disk. With `expected`, only if nothing was appended under that filter
   * since. Safe to call again with the same event: a repeated id is one event, answered with the first one's sequence.
   * An acknowledgement that does not come is asked for again until the deadline.
   * @throws ConflictError somebody else appended first: load and decide again
   * @throws LogUnavailableError the log did not answer before the deadline; says whether the event may be stored
   * @throws InvalidEventError the event is not in the catalog, its data does not fit, or it is too large
   */
  append(event: AnyEvent, expected?: Expectation): Promise<Appended>;

  /**
   * Appends all events or none, next to each other. At most one expectation for a filter; every expectation is checked
   * against the log as it was before the batch. Repeats and errors as with `append`.
   */
  appendAtomic(entries: readonly AtomicEntry[]): Promise<AppendedBatch>;

  /** What is recorded under the filters, in the order of the log, up to its end (or `to`). Reads page by page. */
  read(filters: Filters, range?: ReadRange): AsyncIterable<LogEntry>;

  /** Sequence of the last event under the filters; 0 where there is none. */
  lastSeq(filters: Filters): Promise<number>;

  head(): Promise<Head>;

  /**
   * What is recorded under the filters from `from` on, and then what arrives, without gap or repeat, until `signal`
   * aborts (then it ends normally). Outlives a lost connection. Never yields an empty batch.
   * @throws StreamChangedError the log is not the one that was followed before, or lost its end
   */
  follow(filters: Filters, options: FollowOptions): AsyncIterable<LogEntry[]>;

  /** Whether the log answers now. Never throws. */
  ready(): Promise<boolean>;

  readonly connection: Connection;
  /** Calls `listener` at each change of `connection`; returns how to stop that. */
  onConnection(listener: (connection: Connection) => void): () => void;

  close(): Promise<void>;
}

/** One filter or several; an event under two of them is given once. */
export type Filters = string | readonly string[];

/** Every event of the log. */
export const EVERYTHING = 'reprise.>';

/** The last sequence under `filter` must still be `seq` (0: nothing there yet). The filter covers the event's subject. */
export interface Expectation {
  readonly filter: string;
  readonly seq: number;
}

export interface AtomicEntry {
  readonly event: AnyEvent;
  readonly expected?: Expectation;
}

export interface Appended {
  readonly seq: number;
  /** True when an event with this id was there already; `seq` is that one's. */
  readonly duplicate: boolean;
}

export interface AppendedBatch {
  /** One for each entry, in their order. */
  readonly seqs: readonly number[];
  readonly duplicate: boolean;
}

/** Sequences, both included. */
export interface ReadRange {
  readonly from?: number;
  readonly to?: number;
}

export interface Head {
  /** 0 in an empty log. */
  readonly first_seq: number;
  readonly last_seq: number;
  /** When the log was created, as the server writes it: compare as a string. It names this log for good. */
  readonly created: string;
}

export interface FollowOptions {
  /** First sequence wanted: checkpoint + 1. */
  readonly from: number;
  /** `Head.created` as it was when the checkpoint was written. Another one is a `StreamChangedError`. */
  readonly created?: string;
  readonly signal?: AbortSignal;
  /** Default 1000. */
  readonly maxBatch?: number;
  /** How long a batch may wait for more, in milliseconds. Default 0: what has arrived is given at once. */
  readonly lingerMs?: number;
}

export type Connection = 'connected' | 'disconnected' | 'closed';

/** One message of the log, whole: what was stored, and what this release understands of it. */
export interface LogEntry {
  readonly seq: number;
  /** The subject it is stored under. */
  readonly subject: string;
  /** When the log stored it. UTC, ISO 8601 with milliseconds. */
  readonly stored_at: string;
  /** As stored, in order. */
  readonly headers: readonly Header[];
  /** The data as stored, byte for byte. */
  readonly payload: Uint8Array;
  /**
   * `null` only where the message is not one of our CloudEvents, or is stored under another subject than its headers say.
   * Its version is the stored one.
   */
  readonly envelope: Envelope | null;
  /** `null` where this release does not know the type or version, or the data does not fit: keep it, fold over it. */
  readonly event: RecordedEvent | null;
  /** Why `event` is null. */
  readonly problem: string | null;
}

export type Header = readonly [name: string, value: string];

/** The events that this release understands, for a fold. */
export async function eventsOf(entries: AsyncIterable<LogEntry> | Iterable<LogEntry>): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const { event } of entries) if (event) events.push(event);
  return events;
}
