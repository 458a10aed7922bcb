import type { Msg } from '@nats-io/transport-node';
import { STREAM } from '@reprise/contracts';
import type { StoredMessage } from '../../codec/codec.ts';
import type { Link } from '../link.ts';
import { orderedHeaders } from './nats-headers.ts';
import { ConnectionLostError } from '../server-errors.ts';

/**
 * Request of a direct get. `batch` and `next_by_subj` go together; `last_by_subj` stands alone. Source: NATS ADR-31.
 */
type DirectGet = { last_by_subj: string } | { seq: number; next_by_subj: string; batch: number; max_bytes: number };

export interface MessagePage {
  readonly messages: readonly StoredMessage[];
  /** Number of matching messages after these. */
  readonly pending: number;
}

/**
 * Reads stored messages without a consumer. Replaces the client's own call, which never unsubscribes its inbox and
 * hangs if the server goes away half-way. Fails if nothing arrives for `timeout` milliseconds.
 */
export async function directGet(link: Link, request: DirectGet, timeout: number): Promise<MessagePage> {
  const inbox = link.newInbox();
  const messages: StoredMessage[] = [];
  let finish = (_: Error | number): void => undefined;
  const pending = new Promise<number>((resolve, reject) => {
    finish = (end) => (typeof end === 'number' ? resolve(end) : reject(end));
  });
  const silent = (): void => finish(new ConnectionLostError('The server stopped answering'));
  let timer = setTimeout(silent, timeout);
  const subscription = link.nc.subscribe(inbox, {
    callback: (error, msg) => {
      clearTimeout(timer);
      timer = setTimeout(silent, timeout);
      const end = error ?? endOf(msg);
      if (end === undefined) messages.push(storedMessage(msg));
      if (end !== undefined) finish(end);
      else if (!('batch' in request)) finish(0);
    },
  });
  try {
    link.nc.publish(`$JS.API.DIRECT.GET.${STREAM}`, JSON.stringify(request), { reply: inbox });
    return { pending: await link.answer(pending), messages };
  } finally {
    clearTimeout(timer);
    subscription.unsubscribe();
  }
}

/**
 * Returns how a status message ends the answer: 204 is the end of a page, with the number of pending messages; 404
 * means nothing found.
 */
function endOf({ headers }: Msg): Error | number | undefined {
  const code = headers?.code ?? 0;
  if (code === 0) return undefined;
  if (code === 204) return Number(headers?.get('Nats-Num-Pending'));
  if (code === 404) return 0;
  return code === 503
    ? new ConnectionLostError('Nobody answers for the stream')
    : new Error(`Reading was refused: ${String(code)} ${headers?.description ?? ''}`);
}

function storedMessage({ headers, data }: Msg): StoredMessage {
  return {
    seq: Number(headers?.get('Nats-Sequence')),
    subject: headers?.get('Nats-Subject') ?? '',
    stored_at: new Date(headers?.get('Nats-Time-Stamp') ?? 0).toISOString(),
    headers: orderedHeaders(headers),
    payload: data,
  };
}
