import { JetStreamApiError, type ApiError } from '@nats-io/jetstream';
import { headers, nuid, type MsgHdrs } from '@nats-io/transport-node';
import { STREAM } from '@reprise/contracts';
import type { Message } from '../codec/codec.ts';
import type { Expectation } from '../event-log.ts';
import type { Link } from './link.ts';

export type OutgoingMessage = Message & { readonly expected?: Expectation };

/** Acknowledgement; for a batch, `seq` is that of the last message. */
export interface Ack {
  readonly seq: number;
  readonly duplicate?: boolean;
}

/**
 * Publishes one message, or several as an atomic batch, and waits for the acknowledgement. Sets the headers itself,
 * because the client's batches silently drop expectations and ids, and hide conflicts. Source: NATS ADR-50 (atomic
 * batches).
 * @throws JetStreamApiError, or a connection error
 */
export async function publish(link: Link, messages: readonly OutgoingMessage[], timeout: number): Promise<Ack> {
  const batch = messages.length > 1 ? nuid.next() : undefined;
  const last = messages.length - 1;
  for (const [i, message] of messages.slice(0, last).entries()) {
    link.nc.publish(message.subject, message.payload, { headers: natsHeaders(message, batch, i + 1) });
  }
  const { subject, payload } = messages[last]!;
  const commit = natsHeaders(messages[last]!, batch, messages.length);
  if (batch !== undefined) commit.set('Nats-Batch-Commit', '1');
  const reply = await link.answer(link.nc.request(subject, payload, { headers: commit, timeout }));
  const ack = reply.json<Ack & { error?: ApiError }>();
  if (ack.error) throw new JetStreamApiError(ack.error);
  return ack;
}

function natsHeaders({ headers: own, expected }: OutgoingMessage, batch: string | undefined, index: number): MsgHdrs {
  const result = headers();
  for (const [name, value] of own) result.append(name, value);
  result.set('Nats-Expected-Stream', STREAM);
  if (expected) {
    result.set('Nats-Expected-Last-Subject-Sequence', String(expected.seq));
    result.set('Nats-Expected-Last-Subject-Sequence-Subject', expected.filter);
  }
  if (batch !== undefined) {
    result.set('Nats-Batch-Id', batch);
    result.set('Nats-Batch-Sequence', String(index));
  }
  return result;
}
