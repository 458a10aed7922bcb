import { headers, type MsgHdrs } from '@nats-io/transport-node';
import { UNREADABLE_HEADERS, type Header } from '../event-log.ts';

const LINE_END = Buffer.from('\r\n');

/** Returns stored headers in the client's format. The headers of an unreadable block are returned as its bytes. */
export function encodedHeaders(stored: readonly Header[]): MsgHdrs {
  const result = headers();
  const block = unreadableBlock(stored);
  if (block) return Object.assign(result, { encode: () => Buffer.concat([block, LINE_END]) });
  for (const [name, value] of stored) result.append(name, value);
  return result;
}

/** Returns the first value of a header as the server reads it, even in an unreadable block. */
export function storedHeader(stored: readonly Header[], name: string): string | undefined {
  const block = unreadableBlock(stored);
  if (!block) return stored.find(([other]) => other === name)?.[1];
  const text = block.toString('latin1');
  const at = text.indexOf(`\n${name}:`);
  return at === -1 ? undefined : /^ *([^\r\n]*)/.exec(text.slice(at + name.length + 2))![1];
}

function unreadableBlock(stored: readonly Header[]): Buffer | undefined {
  const [first] = stored;
  return first?.[0] === UNREADABLE_HEADERS ? Buffer.from(first[1], 'base64') : undefined;
}
