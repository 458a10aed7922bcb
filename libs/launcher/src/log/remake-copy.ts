import { rmSync } from 'node:fs';
import type { ConsumerAPI, StreamAPI, StreamInfo } from '@nats-io/jetstream';
import type { Head } from '@reprise/event-log';
import { COPY } from '@reprise/local-servers';
import { readPositions, restorePositions, savePositions } from './consumer-positions.ts';
import { makeCopy } from './log-copy.ts';

/**
 * Recreates the mirror of this log, because a mirror cannot be changed, and restores the position of each durable
 * consumer. The mirror and the log have the same sequences.
 * @param file contains the positions while the mirror has none, so that a crash loses none
 */
export async function remakeCopy(
  copies: StreamAPI,
  consumers: ConsumerAPI,
  { config }: StreamInfo,
  log: Head,
  file?: string,
): Promise<void> {
  const positions = await readPositions(consumers, log);
  if (file !== undefined) savePositions(file, positions);
  await copies.delete(COPY);
  await makeCopy(copies, log, config.num_replicas);
  await restorePositions(consumers, positions);
  if (file !== undefined) rmSync(file);
}
