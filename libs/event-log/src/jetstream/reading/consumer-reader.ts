import { AckPolicy, DeliverPolicy, type ConsumerConfig, type JetStreamManager } from '@nats-io/jetstream';
import { nanos, nuid, type Msg } from '@nats-io/transport-node';
import { STREAM } from '@reprise/contracts';
import type { StoredMessage } from '../../codec/codec.ts';
import { LogUnavailableError } from '../../errors.ts';
import type { Link } from '../link.ts';
import { ConnectionLostError } from '../server-errors.ts';
import type { MessagePage } from './direct-get.ts';
import { headerBlock, headersIn } from './header-block.ts';
import type { Reader } from './reader.ts';

/** Time after which the server deletes an inactive consumer, in milliseconds. */
const ABANDONED_MS = 60_000;

const NO_RESPONDERS = 503;

interface Pull {
  readonly batch: number;
  readonly max_bytes?: number;
}

/**
 * Reads through consumers that have one filter each. The filter is part of the request's subject, so the server checks
 * it against the login's permissions.
 */
export function consumerReader(link: Link, jsm: JetStreamManager, timeout: number): Reader {
  const read = (from: Partial<ConsumerConfig>, pull: Pull) => readOnce(link, jsm, from, pull, timeout);
  return {
    readPage: ({ seq, next_by_subj, batch, max_bytes }) =>
      read(
        { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: seq, filter_subject: next_by_subj },
        { batch, max_bytes },
      ),
    lastSeq: async (filter) => {
      const { messages } = await read({ deliver_policy: DeliverPolicy.Last, filter_subject: filter }, { batch: 1 });
      return messages[0]?.seq ?? 0;
    },
  };
}

async function readOnce(
  link: Link,
  jsm: JetStreamManager,
  from: Partial<ConsumerConfig>,
  { batch, ...limits }: Pull,
  timeout: number,
): Promise<MessagePage> {
  const name = nuid.next();
  const made = jsm.consumers.add(STREAM, {
    name,
    ack_policy: AckPolicy.None,
    mem_storage: true,
    num_replicas: 1,
    inactive_threshold: nanos(ABANDONED_MS),
    ...from,
  });
  const { num_pending } = await link.answer(made);
  const count = Math.min(batch, num_pending);
  try {
    const delivered = count === 0 ? [] : await link.answer(pull(link, name, { batch: count, ...limits }, timeout));
    return { messages: delivered.map(({ message }) => message), pending: delivered.at(-1)?.pending ?? num_pending };
  } finally {
    void jsm.consumers.delete(STREAM, name).catch(() => undefined);
  }
}

/**
 * Returns the next messages of a consumer: `batch` messages, or fewer if fewer are available or `max_bytes` is reached.
 */
function pull(link: Link, consumer: string, request: Pull, timeout: number): Promise<Delivered[]> {
  const inbox = link.newInbox();
  const messages: Delivered[] = [];
  return new Promise((resolve, reject) => {
    const silent = (): void => reject(new ConnectionLostError('The server stopped answering'));
    let timer = setTimeout(silent, timeout);
    const subscription = link.nc.subscribe(inbox, {
      callback: (error, message) => {
        clearTimeout(timer);
        timer = setTimeout(silent, timeout);
        if (error) return reject(error);
        const delivered = deliveredIn(message);
        if (delivered) {
          if (messages.push(delivered) === request.batch) finish();
        } else if (messages.length > 0) finish();
        else reject(nothingBut(message));
      },
    });
    const finish = (): void => {
      clearTimeout(timer);
      subscription.unsubscribe();
      resolve(messages);
    };
    link.nc.publish(`$JS.API.CONSUMER.MSG.NEXT.${STREAM}.${consumer}`, JSON.stringify({ ...request, no_wait: true }), {
      reply: inbox,
    });
  });
}

/**
 * Error for a status that arrives instead of a message. In a cluster, the connected server may not know yet that
 * another one has the new consumer.
 */
const nothingBut = ({ headers }: Msg): Error =>
  headers?.code === NO_RESPONDERS
    ? new ConnectionLostError('No server answers for the consumer')
    : new LogUnavailableError('The events that the server counts cannot be read', 'not_stored');

interface Delivered {
  readonly message: StoredMessage;
  /** Number of matching messages after this one. */
  readonly pending: number;
}

/** Reply subject of a delivered message. Later servers prepend domain and account; see NATS ADR-15. */
const REPLY = new RegExp(
  `^\\$JS\\.ACK\\.(?:[^.]+\\.[^.]+\\.)?${STREAM}\\.[^.]+\\.\\d+\\.(?<seq>\\d+)\\.\\d+\\.(?<nanos>\\d+)\\.(?<pending>\\d+)(?:\\.|$)`,
);

/** Returns undefined for a status. A stored message cannot imitate one, because the server sets the reply subject. */
function deliveredIn(message: Msg): Delivered | undefined {
  const { seq, nanos: time, pending } = REPLY.exec(message.reply ?? '')?.groups ?? {};
  if (seq === undefined) return undefined;
  const { subject, data: payload } = message;
  const stored_at = new Date(Number(BigInt(time!) / 1_000_000n)).toISOString();
  const headers = headersIn(headerBlock(message));
  return { message: { seq: Number(seq), subject, stored_at, headers, payload }, pending: Number(pending) };
}
