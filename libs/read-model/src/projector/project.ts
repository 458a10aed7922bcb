import { EVERYTHING, type EventLog } from '@reprise/event-log';
import { databaseOf } from '../database.ts';
import { fork, type ReadModel } from '../read-model.ts';
import { assertFollowed } from './assert-followed.ts';
import { readPosition, genesisPosition, startPosition, type Position } from './checkpoint.ts';
import type { PositionObserver } from './position-observer.ts';
import type { StatusTracker } from './status.ts';
import { writeBatch } from './write-batch.ts';

const MAX_BATCH = 1000;
const LINGER_MS = 20;

/**
 * Projects the log from the checkpoint into the tables until `signal` aborts.
 * @throws StreamChangedError if the tables follow a different log
 * @throws FencedError if another writer moved the checkpoint, or the tables were swapped; the caller starts again from
 * the checkpoint
 */
export async function project(
  readModel: ReadModel,
  log: EventLog,
  status: StatusTracker,
  signal: AbortSignal,
  observe?: (position: Position) => PositionObserver,
): Promise<void> {
  const head = await log.head();
  let position = await positionIn(readModel, head.created);
  await assertFollowed(readModel, log);
  status.at(position.last_seq);
  status.sawHead(head.last_seq);
  const settle = (seq: number) => status.set(seq < head.last_seq ? 'catching_up' : 'following');
  settle(position.last_seq);
  await using observer = observe?.(position);
  const from = { from: position.last_seq + 1, created: position.stream_created };
  for await (const batch of log.follow(EVERYTHING, { ...from, signal, maxBatch: MAX_BATCH, lingerMs: LINGER_MS })) {
    position = await writeBatch(readModel, position, batch);
    status.wrote(batch.length, position.last_seq);
    settle(position.last_seq);
    await observer?.reached(position);
  }
}

/** Returns the position of the tables, or the start of the log if nothing was projected yet. */
export async function positionIn(readModel: ReadModel, streamCreated: string): Promise<Position> {
  const db = databaseOf(fork(readModel));
  const position = await readPosition(db);
  if (position) return position;
  await startPosition(db, streamCreated);
  return genesisPosition(streamCreated);
}
