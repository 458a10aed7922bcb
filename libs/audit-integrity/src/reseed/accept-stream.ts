import { EVERYTHING, type EventLog } from '@reprise/event-log';
import {
  canonicalContent,
  databaseOf,
  followStream,
  fork,
  GENESIS,
  inTransaction,
  link,
  lockInTransaction,
  readPosition,
  type Position,
  type ReadModel,
} from '@reprise/read-model';

/** The stream does not reproduce the chain at the position of the tables. */
export class StreamRefusedError extends Error {
  override readonly name = 'StreamRefusedError';
  readonly code = 'STREAM_REFUSED';
}

/**
 * Points the tables to a recreated stream, once the stream's chain, read from the start, reproduces the hash of their
 * checkpoint. Tables that have no stream are left without one.
 * @throws StreamRefusedError if it does not; the tables keep their stream
 */
export async function acceptStream(
  readModel: ReadModel,
  log: Pick<EventLog, 'head' | 'read'>,
  read: (seq: number) => void = () => undefined,
): Promise<void> {
  const { created } = await log.head();
  const position = await readPosition(databaseOf(fork(readModel)));
  if (!position) return;
  await assertLeadsTo(position, log, read);
  await inTransaction(readModel, async (tx) => {
    const db = databaseOf(tx);
    await lockInTransaction(db, 'write', readModel.schema);
    if (!(await followStream(db, position, created))) throw new StreamRefusedError('The tables went on meanwhile.');
  });
}

/**
 * Reads the stream up to a position of the tables, and calls `read` with each sequence.
 * @throws StreamRefusedError if its chain has a different hash there
 */
export async function assertLeadsTo(
  position: Position,
  log: Pick<EventLog, 'read'>,
  read: (seq: number) => void,
): Promise<void> {
  let [count, hash] = [0, GENESIS];
  for await (const entry of log.read(EVERYTHING, { to: position.last_seq })) {
    hash = link(hash, entry.seq, canonicalContent(entry));
    count++;
    read(entry.seq);
  }
  if (hash !== position.hash || count !== position.count)
    throw new StreamRefusedError(
      `The stream does not hold the history up to event ${String(position.last_seq)} as the tables do, so they do not follow it.`,
    );
}
