import { UNREADABLE_HEADERS, type Header } from '../../event-log.ts';

/** Message of the client (3.4), which keeps the raw headers but exposes only its own parse. */
interface ReceivedMessage {
  readonly _msg?: { readonly hdr?: number };
  readonly _rdata?: Uint8Array;
}

const LINE_END = 2;

/**
 * Returns the header block of a received message without its last two bytes, which are the empty line at its end; empty
 * if the message has no headers. The client's own parser throws on names or values that a server stores, and an
 * exception in its callback ends the subscription. The last two bytes are never parsed, because a direct get overwrites
 * those of a stored block.
 * @throws TypeError if the client does not keep the bytes in the expected place
 */
export function headerBlock(message: object): Buffer {
  const { msg = message } = message as { msg?: ReceivedMessage };
  const { _msg, _rdata } = msg as ReceivedMessage;
  const size = _msg?.hdr;
  if (size === undefined || (size > 0 && !(_rdata instanceof Uint8Array)))
    throw new TypeError('The NATS client keeps the headers of a message elsewhere');
  return size > LINE_END ? Buffer.from(_rdata!.buffer, _rdata!.byteOffset, size - LINE_END) : EMPTY;
}

const EMPTY = Buffer.alloc(0);

/**
 * Parses any header block, with the same result as the client (3.4) where the client succeeds: the first line and lines
 * without a colon are skipped, values are trimmed, and the values of one name are grouped at its first position.
 * @returns the single header `UNREADABLE_HEADERS` if it cannot be parsed
 */
export function headersIn(block: Buffer): Header[] {
  if (block.length === 0) return [];
  return plainHeaders(block) ?? anyHeaders(block) ?? [[UNREADABLE_HEADERS, block.toString('base64')]];
}

const START = 'NATS/1.0\r\n';
const NAME = /^[A-Za-z0-9-]+$/;
const COLON = ':'.charCodeAt(0);
/** Characters other than printable ASCII in lines that end in CR LF. */
const RARE = /[^\x20-\x7e\r\n]|\r(?!\n)|(?<!\r)\n/;

/** Header names of the previous message, in order. The next message nearly always has the same names. */
let expected: readonly string[] = [];

/** Fast path for nearly all events. The client compares each name with all names before it. */
function plainHeaders(block: Buffer): Header[] | undefined {
  const text = block.toString('latin1');
  if (!text.startsWith(START) || RARE.test(text)) return undefined;
  const headers: Header[] = [];
  let isExpected = true;
  for (let at = START.length; at < text.length;) {
    const end = text.indexOf('\r\n', at);
    if (end === -1 || end === at) return undefined;
    let name = expected[headers.length];
    if (
      !isExpected ||
      name === undefined ||
      !text.startsWith(name, at) ||
      text.charCodeAt(at + name.length) !== COLON
    ) {
      isExpected = false;
      const colon = text.indexOf(':', at);
      if (colon === -1 || colon > end) return undefined;
      name = text.slice(at, colon);
      if (!NAME.test(name) || headers.some(([other]) => other === name)) return undefined;
    }
    headers.push([name, text.slice(at + name.length + 1, end).trim()]);
    at = end + LINE_END;
  }
  if (!isExpected) expected = headers.map(([name]) => name);
  return headers;
}

const decoder = new TextDecoder();
const PRINTABLE = /^[\x21-\x7e]*$/;

function anyHeaders(block: Buffer): Header[] | undefined {
  const [, ...lines] = decoder.decode(block).split('\r\n');
  if (lines.pop() !== '') return undefined;
  const values = new Map<string, string[]>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon === -1) continue;
    const name = line.slice(0, colon);
    const value = line.slice(colon + 1).trim();
    if (!PRINTABLE.test(name) || /[\r\n]/.test(value)) return undefined;
    const others = values.get(name);
    if (others) others.push(value);
    else values.set(name, [value]);
  }
  return [...values].flatMap(([name, all]) => all.map((value): Header => [name, value]));
}
