import fc from 'fast-check';
import { scale, seed } from '@reprise/testing/random';
import { headers } from '@nats-io/transport-node';
import { UNREADABLE_HEADERS, type Header } from '../../event-log.ts';
import { headerBlock, headersIn } from './header-block.ts';
import { anyBlock } from '../../testing/header-blocks.ts';

const block = (...lines: string[]) => Buffer.from(['NATS/1.0', ...lines, ''].join('\r\n'));
const unreadable = (bytes: Buffer): Header[] => [[UNREADABLE_HEADERS, bytes.toString('base64')]];

describe('a header block', () => {
  it('is read in stored order, with trimmed values', () => {
    expect(headersIn(block('b: 1', 'a:  2 ', 'c:'))).toEqual([
      ['b', '1'],
      ['a', '2'],
      ['c', ''],
    ]);
  });

  it('has the values of one name at its first position, like the client', () => {
    expect(headersIn(block('a: 1', 'b: 2', 'a: 3'))).toEqual([
      ['a', '1'],
      ['a', '3'],
      ['b', '2'],
    ]);
  });

  it('may have values in UTF-8, and any first line', () => {
    expect(headersIn(Buffer.from('NATS/1.0 404 gone\r\nactor: Zoë\r\n'))).toEqual([['actor', 'Zoë']]);
  });

  it.each([
    ['a name that is not ASCII', block('naïve: 1')],
    ['a name with a space', block('a b: 1')],
    ['a lone CR in a value', block('a: b\rc')],
    ['a lone LF in a value', block('a: b\nc')],
    ['no end', Buffer.from('NATS/1.0\r\na: 1')],
    ['bytes of any kind', Buffer.from([0, 255, 13])],
  ])('is kept as bytes if it cannot be read: %s', (_, bytes) => {
    expect(headersIn(bytes)).toEqual(unreadable(bytes));
  });

  it(`is read like the client, or kept whole if the client throws (REPRISE_SEED=${String(seed)})`, () => {
    fc.assert(
      fc.property(anyBlock, (bytes) => {
        expect(headersIn(bytes)).toEqual(asTheClient(bytes) ?? unreadable(bytes));
      }),
      { seed, numRuns: 10_000 * scale, endOnFailure: true },
    );
  });
});

describe('the header block of a message', () => {
  it('is read where the pinned client keeps it, and a different client throws', () => {
    expect(headerBlock({ _msg: { hdr: -1 }, _rdata: new Uint8Array(3) })).toHaveLength(0);
    expect(() => headerBlock({ headers: headers() })).toThrow('keeps the headers of a message elsewhere');
  });
});

/** Returns the client's parse of a complete block; undefined if it throws, or if the end is missing. */
function asTheClient(bytes: Buffer): Header[] | undefined {
  if (bytes.length === 0) return [];
  if (!bytes.subarray(-2).equals(Buffer.from('\r\n'))) return undefined;
  const { decode } = headers().constructor as unknown as { decode(block: Uint8Array): Iterable<[string, string[]]> };
  try {
    const read = decode(Buffer.concat([bytes, Buffer.from('\r\n')]));
    return [...read].flatMap(([name, values]) => values.map((value): Header => [name, value]));
  } catch {
    return undefined;
  }
}
