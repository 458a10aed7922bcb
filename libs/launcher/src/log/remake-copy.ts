import {
  type ConsumerAPI,
  type ConsumerInfo,
  DeliverPolicy,
  type StreamAPI,
  type StreamInfo,
} from '@nats-io/jetstream';
import type { Head } from '@reprise/event-log';
import { COPY } from '@reprise/local-servers';
import { makeCopy } from './log-copy.ts';

/**
 * Makes the copy of this log anew, since a mirror cannot be changed, and puts each durable consumer back to its position:
 * the sequences of the copy are those of the log.
 */
export async function remakeCopy(
  copies: StreamAPI,
  consumers: ConsumerAPI,
  { config }: StreamInfo,
  log: Head,
): Promise<void> {
  const positions: ConsumerInfo[] = [];
  for await (const info of consumers.list(COPY)) if (info.config.durable_name) positions.push(info);
  await copies.delete(COPY);
  await makeCopy(copies, log, config.num_replicas);
  for (const { config: known, ack_floor } of positions) {
    const { opt_start_time: _, ...kept } = known;
    await consumers.add(COPY, {
      ...kept,
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: ack_floor.stream_seq + 1,
    });
  }
}
