import { EVERYTHING, type EventLog } from '@reprise/event-log';
import type { Position } from '../projector/checkpoint.ts';
import { assertSameStream } from '../projector/same-stream.ts';
import { writeBatch } from '../projector/write-batch.ts';
import type { ReadModel } from '../read-model.ts';
import { chunks } from './chunks.ts';

const BATCH = 2000;

/** Projects what the log has after `position`, up to its end as it is now. Returns the new position. */
export async function fill(
  readModel: ReadModel,
  log: EventLog,
  position: Position,
  wrote: (events: number) => void,
  signal?: AbortSignal,
): Promise<Position> {
  signal?.throwIfAborted();
  assertSameStream(position, await log.head());
  let reached = position;
  for await (const chunk of chunks(log.read(EVERYTHING, { from: position.last_seq + 1 }), BATCH)) {
    reached = await writeBatch(readModel, reached, chunk);
    wrote(chunk.length);
    signal?.throwIfAborted();
  }
  return reached;
}
