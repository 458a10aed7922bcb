import { StreamChangedError } from './errors.ts';
import { EVERYTHING, type EventLog, type Head, type LogEntry } from './event-log.ts';
import { headReaching, untilThere } from './until-there.ts';

/** Up to where which log was read. */
export interface Checkpoint {
  /** `Head.created` of the log. */
  readonly created: string;
  /** Of the event read last; 0 before the first. */
  readonly seq: number;
  /** That event's `idOf`; null where it is not known, and then not compared. */
  readonly event_id: string | null;
}

/** The id that a message names, as stored; null where it names none. */
export const idOf = (headers: LogEntry['headers']): string | null =>
  headers.find(([name]) => name === 'ce-id')?.[1] ?? null;

/** Throws StreamChangedError unless the log can be followed from `from` on without missing an event. */
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

/** What is at `seq`; undefined where the server that answers has nothing there, which others may have. */
export async function entryAt(log: Pick<EventLog, 'read'>, seq: number): Promise<LogEntry | undefined> {
  for await (const entry of log.read(EVERYTHING, { from: seq, to: seq })) return entry;
  return undefined;
}

/**
 * Throws StreamChangedError unless the event is the one at its sequence: a log that lost its end and grew again has
 * another one. `entry` is asked again where it does not have yet what the head reaches.
 * @throws LogUnavailableError it never did
 */
export async function assertSameEvent(
  { first_seq }: Head,
  { seq, event_id }: Omit<Checkpoint, 'created'>,
  entry: (seq: number) => Promise<LogEntry | undefined>,
  patienceMs?: number,
): Promise<void> {
  if (seq === 0 || event_id === null) return;
  if (first_seq > seq) {
    throw new StreamChangedError(
      `the log begins at event ${String(first_seq)}, but event ${String(seq)} was read before`,
    );
  }
  const { headers } = await untilThere(`event ${String(seq)} of the log`, () => entry(seq), patienceMs);
  if (idOf(headers) !== event_id)
    throw new StreamChangedError(`event ${String(seq)} of the log is not the one that was read before`);
}

/**
 * Throws StreamChangedError unless the log is the one that was read up to the checkpoint.
 * @throws LogUnavailableError it does not answer, or not with the event at the checkpoint
 */
export async function assertSameUpTo(
  log: Pick<EventLog, 'head' | 'read'>,
  checkpoint: Checkpoint,
  patienceMs?: number,
): Promise<void> {
  const { created, seq } = checkpoint;
  const head = await headReaching(seq, () => log.head());
  assertSameLog(head, seq + 1, created);
  await assertSameEvent(head, checkpoint, (at) => entryAt(log, at), patienceMs);
}
