import type { Msg } from '@nats-io/transport-node';
import { STREAM } from '@reprise/contracts';
import type { StoredMessage } from '../../codec/codec.ts';
import type { Link } from '../link.ts';
import { headerBlock, headersIn } from './header-block.ts';
import { ConnectionLostError } from '../server-errors.ts';

/** Direct get request. `batch` and `next_by_subj` are used together, `last_by_subj` alone. Source: NATS ADR-31. */
type DirectGet = { last_by_subj: string } | { seq: number; next_by_subj: string; batch: number; max_bytes: number };

export interface MessagePage {
  readonly messages: readonly StoredMessage[];
  /** Number of matching messages after these. */
  readonly pending: number;
}

/**
 * Reads stored messages without a consumer. Replaces the client's own call, which never unsubscribes its inbox, and
 * hangs if the server disappears during the response. Fails if nothing arrives for `timeout` milliseconds.
 */
export async function directGet(link: Link, request: DirectGet, timeout: number): Promise<MessagePage> {
  const inbox = link.newInbox();
  const messages: StoredMessage[] = [];
  let finish = (_: Error | number): void => undefined;
  const pending = new Promise<number>((resolve, reject) => {
    finish = (end) => (typeof end === 'number' ? resolve(end) : reject(end));
  });
  const silent = (): void => finish(new ConnectionLostError('The server stopped answering'));
  let timer: NodeJS.Timeout | undefined;
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(silent, timeout);
  };
  // Throws if the connection is closed: nothing may wait yet.
  const subscription = link.nc.subscribe(inbox, {
    callback: (error, msg) => {
      wait();
      const answer = error ?? answerIn(msg);
      if (answer instanceof Error || typeof answer === 'number') finish(answer);
      else if (messages.push(answer) > 0 && !('batch' in request)) finish(0);
    },
  });
  wait();
  try {
    link.nc.publish(`$JS.API.DIRECT.GET.${STREAM}`, JSON.stringify(request), { reply: inbox });
    return { pending: await link.answer(pending), messages };
  } finally {
    clearTimeout(timer);
    subscription.unsubscribe();
  }
}

/** Headers that the server appends to stored ones. Source: nats-server (2.15), `getDirectRequest`. */
const APPENDED = new RegExp(
  [
    `Nats-Stream: ${STREAM}`,
    'Nats-Subject: (?<subject>[^\\r\\n]*)',
    'Nats-Sequence: (?<seq>[0-9]+)',
    'Nats-Time-Stamp: (?<time>[0-9TZ:.-]+)',
    '(?:Nats-Num-Pending: [0-9]+\\r\\nNats-Last-Sequence: [0-9]+\\r\\n)?$',
  ].join('\\r\\n'),
  'y',
);
const FIRST_APPENDED = `Nats-Stream: ${STREAM}\r\n`;

/**
 * Returns the stored message, or the meaning of a status message: 204 is the end of a page, with the number of pending
 * messages; 404 means not found. Publishers cannot imitate either: the status line and headers with the server's names
 * are ignored in stored messages.
 */
function answerIn(msg: Msg): StoredMessage | Error | number {
  const block = headerBlock(msg);
  const text = block.toString('latin1');
  const start = text.lastIndexOf(FIRST_APPENDED);
  APPENDED.lastIndex = Math.max(start, 0);
  const { subject, seq, time } = APPENDED.exec(text)?.groups ?? {};
  if (seq === undefined) return endIn(text);
  return {
    seq: Number(seq),
    subject: Buffer.from(subject!, 'latin1').toString(),
    stored_at: new Date(time!).toISOString(),
    headers: headersIn(block.subarray(0, start)),
    payload: msg.data,
  };
}

function endIn(status: string): Error | number {
  const [, code = '0', description = ''] = /^NATS\/1\.0 +([0-9]+) ?([^\r\n]*)/.exec(status) ?? [];
  if (code === '204') return Number(/\nNats-Num-Pending: ([0-9]+)/.exec(status)?.[1] ?? 0);
  if (code === '404') return 0;
  return code === '503'
    ? new ConnectionLostError('Nobody answers for the stream')
    : new Error(`Reading was refused: ${code} ${description}`);
}
