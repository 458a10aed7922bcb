import { jetstream } from '@nats-io/jetstream';
import { connect, headers as natsHeaders } from '@nats-io/transport-node';
import { connectionOptions } from '../index.ts';
import type { Message } from '../codec/codec.ts';

/** Stores messages in the stream unchecked, as no service would; returns the sequence of the last one. */
export async function storeMessages(servers: string, messages: readonly Message[]): Promise<number> {
  const nc = await connect(connectionOptions({ servers, name: 'test' }));
  let last = 0;
  for (const { subject, headers: own, payload } of messages) {
    const headers = natsHeaders();
    // Two with the same id would be one.
    for (const [name, value] of own) if (!name.startsWith('Nats-')) headers.append(name, value);
    last = (await jetstream(nc).publish(subject, payload, { headers })).seq;
  }
  await nc.close();
  return last;
}
