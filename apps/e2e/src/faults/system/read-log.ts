import { jetstream, type JetStreamClient } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { LoggedEvent } from '../record/facts.ts';

const STREAM = 'REPRISE';
const utf8 = new TextDecoder();

/** Last sequence of the stream. */
export const lastSequence = (url: string): Promise<number> =>
  withClient(url, async (client) => {
    const { state } = await (await client.jetstreamManager()).streams.info(STREAM);
    return state.last_seq;
  });

/** Reads the whole stream with a NATS client, without Reprise's code for reading it. */
export const readLog = (url: string): Promise<LoggedEvent[]> =>
  withClient(url, async (client) => {
    const manager = await client.jetstreamManager();
    const { state } = await manager.streams.info(STREAM);
    const events: LoggedEvent[] = [];
    if (state.messages === 0) return events;
    const consumer = await client.consumers.get(STREAM);
    const messages = await consumer.consume();
    for await (const message of messages) {
      const { headers, seq, data } = message;
      const header = (name: string) => headers?.get(name) ?? '';
      events.push({
        seq,
        id: header('ce-id'),
        // `reprise.job.cancel_requested.v1`
        type: header('ce-type').split('.').at(-2) ?? '',
        subject: header('ce-subject'),
        time: message.timestamp,
        data: JSON.parse(utf8.decode(data)) as LoggedEvent['data'],
      });
      if (seq >= state.last_seq) break;
    }
    return events;
  });

async function withClient<T>(url: string, use: (client: JetStreamClient) => Promise<T>): Promise<T> {
  const { host, username: user, password: pass } = new URL(url);
  const connection = await connect({ servers: host, user, pass, name: 'faults' });
  try {
    return await use(jetstream(connection));
  } finally {
    await connection.close();
  }
}
