import type { MsgHdrs } from '@nats-io/transport-node';
import type { Header } from '../../event-log.ts';

/** Message of the client, of which the headers may be there as bytes. */
interface Received {
  readonly headers?: MsgHdrs | undefined;
}

/** Headers that a direct get adds to those of the stored message. */
const ADDED = new Set([
  'Nats-Stream',
  'Nats-Subject',
  'Nats-Sequence',
  'Nats-Time-Stamp',
  'Nats-Num-Pending',
  'Nats-Last-Sequence',
]);

/** Returns the headers as stored, whichever way the message was read. */
export const orderedHeaders = (headers: MsgHdrs | undefined): Header[] =>
  [...(headers ?? [])]
    .filter(([name]) => !ADDED.has(name))
    .flatMap(([name, values]) => values.map((value): Header => [name, value]));

/**
 * Returns the same for a message that a consumer delivered. The client (3.4) compares each name with all before it,
 * which takes longer than everything else that is done with an event; where its bytes are not what is expected, its own
 * way is taken.
 */
export const deliveredHeaders = (message: Received): Header[] =>
  parsed(bytesOf(message)) ?? orderedHeaders(message.headers);

/** Bytes of the headers, which the client keeps and does not offer; `undefined` where it keeps them otherwise. */
function bytesOf(message: object): Buffer | undefined {
  const { msg = message } = message as { msg?: object };
  const { _msg, _rdata } = msg as { _msg?: { hdr?: number }; _rdata?: Uint8Array };
  if (!(_rdata instanceof Uint8Array) || !((_msg?.hdr ?? -1) > 0)) return undefined;
  return Buffer.from(_rdata.buffer, _rdata.byteOffset, _msg!.hdr);
}

const START = 'NATS/1.0\r\n';
const NAME = /^[A-Za-z0-9-]+$/;
const COLON = ':'.charCodeAt(0);

/** Names of the headers of the message before, in order: those of the next one are nearly always the same. */
let expected: readonly string[] = [];

function parsed(bytes: Buffer | undefined): Header[] | undefined {
  // Text of other characters is decoded by the client.
  if (!bytes?.length) return undefined;
  const text = bytes.toString('latin1');
  if (!text.startsWith(START) || NOT_ASCII.test(text)) return undefined;
  const headers: Header[] = [];
  let isExpected = true;
  for (let at = START.length; at < text.length;) {
    const end = text.indexOf('\r\n', at);
    if (end === at) {
      if (!isExpected) expected = headers.map(([name]) => name);
      return headers;
    }
    let name = expected[headers.length];
    if (
      !isExpected ||
      name === undefined ||
      !text.startsWith(name, at) ||
      text.charCodeAt(at + name.length) !== COLON
    ) {
      isExpected = false;
      const colon = text.indexOf(':', at);
      if (end === -1 || colon === -1 || colon > end) return undefined;
      name = text.slice(at, colon);
      // The client puts the values of one name together.
      if (!NAME.test(name) || ADDED.has(name) || headers.some(([other]) => other === name)) return undefined;
    }
    if (end === -1) return undefined;
    headers.push([name, text.slice(at + name.length + 1, end).trim()]);
    at = end + 2;
  }
  return undefined;
}

const NOT_ASCII = /[^\0-\x7f]/;
