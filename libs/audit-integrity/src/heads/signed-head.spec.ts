import { generateKeyPairSync } from 'node:crypto';
import { isHead } from './head-book.ts';
import { headLine, isSignedBy, signHead, type SignedHead } from './signed-head.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const claim = { seq: 7, count: 5, hash: 'ab'.repeat(32), stream_created: 'then', time: '2026-01-01T00:00:00.000Z' };
const head = signHead({ ...claim, key_id: 'key' }, privateKey);

describe('a signed head', () => {
  it('has the signature of its key over all of its claims', () => {
    expect(isSignedBy(head, publicKey)).toBe(true);
    const changes = { seq: 8, count: 6, hash: 'cd'.repeat(32), stream_created: 'now', time: 'x', key_id: 'other' };
    for (const [name, value] of Object.entries(changes))
      expect([name, isSignedBy({ ...head, [name]: value } as SignedHead, publicKey)]).toEqual([name, false]);
    expect(isSignedBy(head, generateKeyPairSync('ed25519').publicKey)).toBe(false);
  });

  it('is a line of canonical JSON', () => {
    const { signature } = head;
    expect(headLine(head)).toBe(
      `{"count":5,"hash":"${claim.hash}","key_id":"key","seq":7,"signature":"${signature}","stream_created":"then","time":"${claim.time}"}`,
    );
    expect(signature).toMatch(/^[A-Za-z0-9+/]{86}==$/);
  });

  it('is distinguished from other lines', () => {
    expect(isHead(headLine(head))).toBe(true);
    for (const changes of [
      ...[{ seq: 0 }, { seq: 1.5 }, { seq: '7' }, { count: 0 }, { time: 'then' }, { signature: '%' }, { key_id: 1 }],
      ...[{ hash: 'AB'.repeat(32) }, { hash: 'ab'.repeat(31) }, { hash: 'ab'.repeat(33) }, { stream_created: null }],
      { hash: `${claim.hash.slice(1)}x` },
    ])
      expect([changes, isHead(JSON.stringify({ ...head, ...changes }))]).toEqual([changes, false]);
    for (const line of ['', '{', 'null', headLine(head).slice(0, 40)])
      expect([line, isHead(line)]).toEqual([line, false]);
  });
});
