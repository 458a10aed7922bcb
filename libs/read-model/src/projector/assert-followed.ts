import { assertCheckpoint, type EventLog } from '@reprise/event-log';
import { databaseOf } from '../database.ts';
import { fork, type ReadModel } from '../read-model.ts';
import { readCheckpoint } from './checkpoint.ts';

/** @throws StreamChangedError if these tables follow a different log, or if part of the log was lost */
export async function assertFollowed(readModel: ReadModel, log: Pick<EventLog, 'head' | 'read'>): Promise<void> {
  const checkpoint = await readCheckpoint(databaseOf(fork(readModel)));
  if (checkpoint) await assertCheckpoint(log, checkpoint);
}
