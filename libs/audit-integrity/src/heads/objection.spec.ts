import { LogUnavailableError, MemoryEventLog, type EventLog } from '@reprise/event-log';
import { chain, GENESIS, type Position } from '@reprise/read-model';
import { appendAll, entriesOf, newSeed, randomHistory } from '@reprise/read-model/testing';
import { MemoryTables } from './memory-tables.fixture.ts';
import { objection } from './objection.ts';
import type { SignedHead } from './signed-head.ts';

const EVENTS = 20;
const log = new MemoryEventLog();
const audit = new MemoryTables();
let position: Position;
beforeAll(async () => {
  await appendAll(log, randomHistory(newSeed(), 2).slice(0, EVENTS));
  audit.hashes = chain(GENESIS, await entriesOf(log));
  const hash = audit.hashes.at(-1)!;
  position = { last_seq: EVENTS, count: EVENTS, hash, stream_created: (await log.head()).created };
});

const objectionTo = (
  read: EventLog['read'],
  tables = position,
  signal = new AbortController().signal,
  head: SignedHead | null = null,
) => objection(audit.readModel, { read }, head, tables, signal);
const signedAt = (seq: number) => ({ seq, count: seq, hash: audit.hashes[seq - 1] }) as SignedHead;
const whole: EventLog['read'] = (...args) => log.read(...args);

describe('the objection to signing the current tables', () => {
  it('is absent if the stream leads to them', async () => {
    expect(await objectionTo(whole)).toBeNull();
  });

  it('states what else the stream leads to', async () => {
    const from = 'From event 1 on, after the last signed head, the stream leads to';
    const other = { ...position, hash: 'ab'.repeat(32) };
    expect(await objectionTo(whole, other)).toBe(`${from} another hash at event 20`);
    expect(await objectionTo(whole, { ...other, count: 19 })).toBe(`${from} another hash at event 20`);
    expect(await objectionTo(whole, { ...position, count: 19 })).toBe(
      `${from} 20 events, the tables count 19 at event 20`,
    );
  });

  it('is absent if the stream leads to them from the last signed head', async () => {
    for (const seq of [1, 19, 20]) expect(await objectionTo(whole, position, undefined, signedAt(seq))).toBeNull();
  });

  it('names a signed event that is missing in the audit', async () => {
    for (const head of [
      { ...signedAt(7), hash: 'ab'.repeat(32) },
      { ...signedAt(7), seq: 21 },
    ])
      expect(await objectionTo(whole, position, undefined, head)).toBe(
        `The audit table is not what was signed at event ${String(head.seq)}`,
      );
  });

  it('is not awaited once the projector ends', async () => {
    const ended = AbortSignal.abort(new Error('the projector ends'));
    await expect(objectionTo(whole, position, ended)).rejects.toThrow('the projector ends');
  });

  it('is temporary if a lagging replica ends earlier, and is checked again', async () => {
    const lagging = objectionTo((filters, range) => log.read(filters, { ...range, to: EVENTS - 3 }));
    await expect(lagging).rejects.toThrow(LogUnavailableError);
    await expect(lagging).rejects.toMatchObject({ outcome: 'not_stored' });
    await expect(lagging).rejects.toThrow('ends at event 17, before event 20');
  });
});
