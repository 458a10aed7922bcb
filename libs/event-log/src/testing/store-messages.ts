import { jetstream } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { connectionOptions } from '../index.ts';
import type { Message } from '../codec/codec.ts';
import { encodedHeaders } from '../jetstream/header-encoding.ts';

/** Stores messages in the stream without checks; returns the sequence of the last one. */
export async function storeMessages(servers: string, messages: readonly Message[]): Promise<number> {
  const nc = await connect(connectionOptions({ servers, name: 'test' }));
  let last = 0;
  for (const { subject, headers: own, payload } of messages) {
    // Messages with equal ids would be deduplicated.
    const headers = encodedHeaders(own.filter(([name]) => name !== 'Nats-Msg-Id'));
    last = (await jetstream(nc).publish(subject, payload, { headers })).seq;
  }
  await nc.close();
  return last;
}
