import type { EventLog } from '@reprise/event-log';
import { fork, type ReadModel } from '../read-model.ts';
import { readPosition } from './checkpoint.ts';
import { assertSameStream } from './same-stream.ts';

/** @throws StreamChangedError where the log is not the one that these tables follow, or has lost a part of it */
export async function assertFollowed(readModel: ReadModel, log: EventLog): Promise<void> {
  const position = await readPosition(fork(readModel).getKysely<unknown>());
  if (position) assertSameStream(position, await log.head());
}
