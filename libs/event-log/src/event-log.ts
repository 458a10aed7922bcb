import type { AnyEvent, Envelope, RecordedEvent } from '@reprise/contracts';

/**
 * Event log: the source of truth. This file is the port; the JetStream and in-memory adapters pass one suite
 * (`event-log.suite.ts`). Filters are subjects with `*` and `>`, built by `@reprise/contracts`.
 */
export interface EventLog {
  /**
   * Appends one event and returns when it is on disk; with `expected`, only if nothing that matches its filter has been
   * appended since. Idempotent: appending an event again returns the sequence of the first append. Missing
   * acknowledgements are retried until the deadline.
   * @throws ConflictError if another append came first: load and decide again
   * @throws LogUnavailableError if the log did not answer before the deadline; says whether the event may be stored
   * @throws InvalidEventError if the event is not in the catalogue, does not match its schema, or is too large
   */
  append(event: AnyEvent, expected?: Expectation): Promise<Appended>;

  /**
   * Appends all events or none, contiguously. At most one expectation per filter, checked against the log before the
   * batch. Idempotent, with the errors of `append`.
   */
  appendAtomic(entries: readonly AtomicEntry[]): Promise<AppendedBatch>;

  /**
   * Reads the entries that match the filters in log order, page by page, up to `to` or to the end of the log at the
   * time of the call. In a cluster, a login that reads one filter at a time may miss the last entries.
   * @throws LogUnavailableError if no server has these entries
   */
  read(filters: Filters, range?: ReadRange): AsyncIterable<LogEntry>;

  /** Returns the sequence of the last event that matches the filters; 0 if there is none. */
  lastSeq(filters: Filters): Promise<number>;

  head(): Promise<Head>;

  /**
   * Yields the entries that match the filters from `from`, then new ones as they arrive, without gaps or repetitions,
   * until `signal` aborts, which ends it normally. Survives lost connections. Never yields an empty batch.
   * @throws StreamChangedError if the log is not the one followed before, or was truncated
   */
  follow(filters: Filters, options: FollowOptions): AsyncIterable<LogEntry[]>;

  /** Whether the log answers now and, as far as known, accepts events. Never throws. */
  ready(): Promise<boolean>;

  readonly connection: ConnectionStatus;
  /** Calls `listener` on each change of `connection`; returns an unsubscribe function. */
  onConnection(listener: (connection: ConnectionStatus) => void): () => void;

  close(): Promise<void>;
}

/** One filter, or several that do not overlap. */
export type Filters = string | readonly string[];

/** Filter that matches every event. */
export const EVERYTHING = 'reprise.>';

/**
 * Requires that `seq` is still the last sequence under `filter` (0: none yet). The filter must match the subject of the
 * event.
 */
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
  /** Whether an event with this id was already stored; `seq` is then the sequence of that event. */
  readonly duplicate: boolean;
}

export interface AppendedBatch {
  /** Sequence of each entry, in order. */
  readonly seqs: readonly number[];
  readonly duplicate: boolean;
}

/** Range of sequences, inclusive. */
export interface ReadRange {
  readonly from?: number;
  readonly to?: number;
}

export interface Head {
  /** 0 in an empty log. */
  readonly first_seq: number;
  readonly last_seq: number;
  /** Number of events up to `last_seq` missing from the store: 0 unless it is damaged. */
  readonly missing: number;
  /** Creation time in the server's format: compare as a string. Identifies this log. */
  readonly created: string;
}

export interface FollowOptions {
  /** First sequence to yield: checkpoint + 1. */
  readonly from: number;
  /** `Head.created` when the checkpoint was written. Reading throws `StreamChangedError` if it differs. */
  readonly created?: string;
  readonly signal?: AbortSignal;
  /** Default 1000. */
  readonly maxBatch?: number;
  /** Minimum time between batches in milliseconds; the first event after a pause is yielded at once. Default 0. */
  readonly lingerMs?: number;
}

export type ConnectionStatus = 'connected' | 'disconnected' | 'closed';

/** Stored message with the event that this release decodes from it. */
export interface LogEntry {
  readonly seq: number;
  /** Subject of the message. */
  readonly subject: string;
  /** Time of storage. UTC, ISO 8601 with milliseconds. */
  readonly stored_at: string;
  /** As stored, in order; the single header `UNREADABLE_HEADERS` if they cannot be parsed. */
  readonly headers: readonly Header[];
  /** Data as stored, byte for byte. */
  readonly payload: Uint8Array;
  /**
   * `null` if the message is not one of our CloudEvents, or if its headers contradict its subject. Contains the stored
   * version.
   */
  readonly envelope: Envelope | null;
  /**
   * `null` if this release does not know the type or version, or if the data is invalid. Keep the entry, but skip it in
   * folds.
   */
  readonly event: RecordedEvent | null;
  /** Why `event` is null. */
  readonly problem: string | null;
}

export type Header = readonly [name: string, value: string];

/**
 * Name of the only header of a message whose header block cannot be parsed. Its value is the block in base64, without
 * the final empty line. It cannot collide with a stored header, because names of stored headers end before the first
 * colon.
 */
export const UNREADABLE_HEADERS = ':unreadable';

/** Returns the events that this release can read, ready to be folded. */
export async function eventsOf(entries: AsyncIterable<LogEntry> | Iterable<LogEntry>): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const { event } of entries) if (event) events.push(event);
  return events;
}
