import type { Msg } from '@nats-io/transport-node';
import { STREAM } from '@reprise/contracts';
import type { StoredMessage } from '../codec.ts';
import type { Link } from './link.ts';
import { orderedHeaders } from './nats-headers.ts';
import { ConnectionLostError } from './server-errors.ts';

/** Source: NATS ADR-31. `batch` and `next_by_subj` belong together; `last_by_subj` stands alone. */
type DirectGet = { last_by_subj: string } | { seq: number; next_by_subj: string; batch: number; max_bytes: number };

export interface Page {
  readonly messages: readonly StoredMessage[];
  /** How many more there are after these. */
  readonly pending: number;
}

/**
 * Reads stored messages without a consumer. The client's own call is not used: it never unsubscribes its inbox, and
 * waits for ever when the server goes away in the middle. Fails when nothing comes for `timeout` milliseconds.
 */
export async function directGet(link: Link, request: DirectGet, timeout: number): Promise<Page> {
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

/** Status messages end an answer: 204 a page (with how many more there are), 404 says that there is nothing. */
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
