import { StreamChangedError } from './errors.ts';
import { EVERYTHING, type EventLog, type Filters, type Head, type LogEntry } from './event-log.ts';
import { waitForHead, retryUntilFound } from './lagging-replica.ts';

/** Position up to which a log was read. */
export interface Checkpoint {
  /** `Head.created` of the log. */
  readonly created: string;
  /** Sequence of the last event read; 0 before the first. */
  readonly seq: number;
  /** Id of that event; null if unknown, in which case it is not compared. */
  readonly event_id: string | null;
}

/** Returns the id in the headers, as stored; null if there is none. */
export const idOf = (headers: LogEntry['headers']): string | null =>
  headers.find(([name]) => name === 'ce-id')?.[1] ?? null;

/**
 * Checks that reading can continue at `from` without missing an event.
 * @throws StreamChangedError
 */
export function assertSameLog(head: Head, from: number, created: string | undefined): void {
  if (created !== undefined && head.created !== created) {
    throw new StreamChangedError(`the log was created at ${head.created}, but the one read before at ${created}`);
  }
  if (head.last_seq < from - 1) {
    throw new StreamChangedError(
      `the log ends at event ${String(head.last_seq)}, but event ${String(from - 1)} was read before`,
    );
  }
  if (head.first_seq > from) {
    throw new StreamChangedError(
      `the log begins at event ${String(head.first_seq)}, but event ${String(from)} comes next`,
    );
  }
}

/** Returns the entry at `seq` that matches the filters; undefined if the answering replica does not have it (yet). */
export async function entryAt(
  log: Pick<EventLog, 'read'>,
  seq: number,
  filters: Filters = EVERYTHING,
): Promise<LogEntry | undefined> {
  for await (const entry of log.read(filters, { from: seq, to: seq })) return entry;
  return undefined;
}

/**
 * Checks that the event at its sequence is unchanged. After a log is truncated and grows again, a different event has
 * that sequence.
 * @throws StreamChangedError
 * @throws LogUnavailableError if no replica returned the event in time
 */
export async function assertSameEvent(
  { first_seq }: Head,
  { seq, event_id }: Omit<Checkpoint, 'created'>,
  entry: (seq: number) => Promise<LogEntry | undefined>,
  timeoutMs?: number,
): Promise<void> {
  if (seq === 0 || event_id === null) return;
  if (first_seq > seq) {
    throw new StreamChangedError(
      `the log begins at event ${String(first_seq)}, but event ${String(seq)} was read before`,
    );
  }
  const { headers } = await retryUntilFound(`event ${String(seq)} of the log`, () => entry(seq), timeoutMs);
  if (idOf(headers) !== event_id)
    throw new StreamChangedError(`event ${String(seq)} of the log is not the one that was read before`);
}

/**
 * Checks that this is the log that was read up to the checkpoint.
 * @throws StreamChangedError
 * @throws LogUnavailableError if the log, or the event at the checkpoint, could not be read
 */
export async function assertCheckpoint(
  log: Pick<EventLog, 'head' | 'read'>,
  checkpoint: Checkpoint,
  timeoutMs?: number,
): Promise<void> {
  const { created, seq } = checkpoint;
  const head = await waitForHead(seq, () => log.head());
  assertSameLog(head, seq + 1, created);
  await assertSameEvent(head, checkpoint, (at) => entryAt(log, at), timeoutMs);
}
