import type { Consumer, ConsumerMessages, ConsumerNotification, JsMsg } from '@nats-io/jetstream';
import { batched } from '../../batched.ts';
import type { StoredMessage } from '../../codec/codec.ts';
import type { Link } from '../link.ts';
import { headerBlock, headersIn } from './header-block.ts';

/**
 * After one of these notifications, the client would continue with a new consumer on whatever stream exists now. After
 * missed heartbeats, it would wait for the server that had the consumer, which may be down while its cluster is not.
 */
const CONSUMER_GONE: readonly ConsumerNotification['type'][] = [
  'heartbeats_missed',
  'consumer_deleted',
  'consumer_not_found',
  'stream_not_found',
  'no_responders',
  'reset',
  'ordered_consumer_recreated',
];

/** Milliseconds between heartbeats of a consumer without messages. The client reports the second one missed in a row. */
const HEARTBEAT_MS = 2000;

export interface ConsumeOptions {
  /** Maximum number of messages in flight. A limit in bytes would cost a request per 20 messages (client 3.4). */
  readonly maxMessages: number;
  readonly maxBatch: number;
  /** Minimum time between batches, in milliseconds. */
  readonly lingerMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Yields the messages of an ordered consumer until the first disturbance, then deletes the consumer. */
export async function* consume(
  link: Link,
  consumer: Consumer,
  { maxMessages, maxBatch, lingerMs, signal }: ConsumeOptions,
): AsyncGenerator<StoredMessage[]> {
  const messages = await consumer.consume({ max_messages: maxMessages, idle_heartbeat: HEARTBEAT_MS });
  const stop = (): void => messages.stop();
  const forget = link.onConnection(stop);
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();
  void stopWhenGone(messages);
  try {
    for await (const batch of batched(messages, maxBatch, lingerMs)) yield batch.map(stored);
  } finally {
    stop();
    forget();
    signal?.removeEventListener('abort', stop);
    void consumer.delete().catch(() => undefined);
  }
}

async function stopWhenGone(messages: ConsumerMessages): Promise<void> {
  for await (const { type } of messages.status()) if (CONSUMER_GONE.includes(type)) messages.stop();
}

const stored = (message: JsMsg): StoredMessage => ({
  seq: message.seq,
  subject: message.subject,
  stored_at: isoTime(message.timestampNanos / 1_000_000n),
  headers: headersIn(headerBlock(message)),
  payload: message.data,
});

/** Time of the previous message. Messages of a batch share one. */
let latest = { milliseconds: 0n, text: '' };

function isoTime(milliseconds: bigint): string {
  if (milliseconds !== latest.milliseconds)
    latest = { milliseconds, text: new Date(Number(milliseconds)).toISOString() };
  return latest.text;
}
