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

/** Returns how often others could run while the work was under way. */
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

describe('a book of many heads', () => {
  it('lets others run while its signatures are checked', async () => {
    expect(await turnsDuring(bookOf(places, keys))).toBeGreaterThan(3);
    expect(await turnsDuring(farthest(places, keys))).toBeGreaterThan(3);
    expect(await turnsDuring(farthest(places, new Map()))).toBeGreaterThan(6);
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
