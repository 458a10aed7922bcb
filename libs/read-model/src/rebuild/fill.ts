import { assertSameLog, EVERYTHING, waitForHead, type EventLog } from '@reprise/event-log';
import type { Position } from '../projector/checkpoint.ts';
import { writeBatch } from '../projector/write-batch.ts';
import type { ReadModel } from '../read-model.ts';
import { chunks } from './chunks.ts';

const BATCH = 2000;

export interface FillOptions {
  /** Last sequence to project; default: the current end of the log. */
  readonly to?: number | undefined;
  readonly wrote: (events: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Projects the log after `position`. Returns the new position. */
export async function fill(
  readModel: ReadModel,
  log: EventLog,
  position: Position,
  { to, wrote, signal }: FillOptions,
): Promise<Position> {
  signal?.throwIfAborted();
  const head = await waitForHead(position.last_seq, () => log.head());
  assertSameLog(head, position.last_seq + 1, position.stream_created);
  let reached = position;
  for await (const chunk of chunks(
    log.read(EVERYTHING, { from: position.last_seq + 1, ...(to !== undefined && { to }) }),
    BATCH,
  )) {
    reached = await writeBatch(readModel, reached, chunk);
    wrote(chunk.length);
    signal?.throwIfAborted();
  }
  return reached;
}
