import { generateKeyPairSync } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { bookOf, farthest } from './head-book.ts';
import { headLine, signHead } from './signed-head.ts';

const HEADS = 1000;
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const keys = new Map([['key', publicKey]]);
const lines = Array.from({ length: HEADS }, (_, i) => {
  const claim = { seq: i + 1, count: i + 1, hash: 'ab'.repeat(32), stream_created: 'then' };
  return headLine(signHead({ ...claim, time: '2026-01-01T00:00:00.000Z', key_id: 'key' }, privateKey));
});
const places = ['table', 'file'].map((name) => ({ name, lines: [...lines, '{"seq":'] }));

/** Returns how many turns of the event loop occurred during the work. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let [turns, isOver] = [0, false];
  const counting = (async () => {
    for (; !isOver; turns++) await setImmediate();
  })();
  await work;
  isOver = true;
  await counting;
  return turns;
}

describe('a head book with many heads', () => {
  it('allows other work during the check of its signatures', async () => {
    const turns = [
      await turnsDuring(bookOf(places, keys)),
      await turnsDuring(farthest(places, keys)),
      await turnsDuring(farthest(places, new Map())),
    ] as const;
    // Lines are first read, then checked, a few hundred at a time.
    expect(turns[0]).toBeGreaterThan(8);
    expect(turns[1]).toBeGreaterThan(3);
    expect(turns[2]).toBeGreaterThan(8);
    expect(Math.max(...turns)).toBeLessThan(50);
  });

  it('has each head once, and reads a line once however many places have it', async () => {
    using parse = jest.spyOn(JSON, 'parse');
    const book = await bookOf(places, keys);
    expect(parse).toHaveBeenCalledTimes(HEADS + 1);
    expect(book.heads).toHaveLength(HEADS);
    expect(book.problems).toEqual([]);
    expect(book.places).toEqual(['table', 'file'].map((name) => ({ name, heads: HEADS, unreadable: 1 })));
  });
});

describe('a head book', () => {
  const { privateKey: strange } = generateKeyPairSync('ed25519');
  const headAt = (seq: number, key_id = 'key', by = privateKey) => {
    const claim = { seq, count: seq, hash: 'ab'.repeat(32), stream_created: 'then' };
    return signHead({ ...claim, time: '2026-01-01T00:00:00.000Z', key_id }, by);
  };
  const forged = headAt(9, 'key', strange);
  const unknown = headAt(8, 'other', strange);
  const given = [
    { name: 'table', lines: [headAt(5), unknown].map(headLine) },
    { name: 'file', lines: [...[headAt(7), headAt(2), forged, unknown].map(headLine), 'torn'] },
  ];

  it('lists the genuine heads by sequence, and the others with place and problem', async () => {
    const book = await bookOf(given, keys);
    expect(book.heads.map(({ seq }) => seq)).toEqual([2, 5, 7]);
    expect(book.problems).toEqual([
      { place: 'table', seq: 8, message: 'was signed with the key other, which is none of those trusted here' },
      { place: 'file', seq: 9, message: 'does not bear a signature of the key key that it names' },
    ]);
    expect(book.places).toEqual([
      { name: 'table', heads: 2, unreadable: 0 },
      { name: 'file', heads: 4, unreadable: 1 },
    ]);
  });

  it('ends with the genuine head of the highest sequence, wherever it is', async () => {
    expect(await farthest(given, keys)).toEqual(headAt(7));
    expect(await farthest(given.toReversed(), keys)).toEqual(headAt(7));
    expect(await farthest(given, new Map())).toBeNull();
    expect(await farthest([], keys)).toBeNull();
  });
});
