import { StreamChangedError } from './errors.ts';
import { EVERYTHING, type EventLog, type Head, type LogEntry } from './event-log.ts';

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

/** Throws StreamChangedError unless `found` is the event at `seq`: a log that lost its end and grew again has another one. */
export function assertSameEvent({ seq, event_id }: Omit<Checkpoint, 'created'>, found: LogEntry | undefined): void {
  if (seq === 0 || event_id === null) return;
  if (!found || idOf(found.headers) !== event_id)
    throw new StreamChangedError(`event ${String(seq)} of the log is not the one that was read before`);
}

/** Throws StreamChangedError unless the log is the one that was read up to the checkpoint. */
export async function assertSameUpTo(log: Pick<EventLog, 'head' | 'read'>, checkpoint: Checkpoint): Promise<void> {
  const { created, seq, event_id } = checkpoint;
  assertSameLog(await log.head(), seq + 1, created);
  if (seq === 0 || event_id === null) return;
  const found: LogEntry[] = [];
  for await (const entry of log.read(EVERYTHING, { from: seq, to: seq })) found.push(entry);
  assertSameEvent(checkpoint, found[0]);
}
