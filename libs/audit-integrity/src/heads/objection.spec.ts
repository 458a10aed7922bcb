import { LogUnavailableError, MemoryEventLog, type EventLog } from '@reprise/event-log';
import { chain, GENESIS, type Position, type ReadModel } from '@reprise/read-model';
import { appendAll, entriesOf, newSeed, randomHistory } from '@reprise/read-model/testing';
import { objection } from './objection.ts';

const EVENTS = 20;
const log = new MemoryEventLog();
let position: Position;
beforeAll(async () => {
  await appendAll(log, randomHistory(newSeed(), 2).slice(0, EVENTS));
  const hash = chain(GENESIS, await entriesOf(log)).at(-1)!;
  position = { last_seq: EVENTS, count: EVENTS, hash, stream_created: (await log.head()).created };
});

/** The table is not read as long as nothing was signed. */
const objectionTo = (read: EventLog['read'], tables = position, signal = new AbortController().signal) =>
  objection({} as ReadModel, { read }, null, tables, signal);
const whole: EventLog['read'] = (...args) => log.read(...args);

describe('the objection to signing where the tables are', () => {
  it('is none where the stream leads there', async () => {
    expect(await objectionTo(whole)).toBeNull();
  });

  it('says to what else the stream leads', async () => {
    const from = 'From event 1 on, after the last signed head, the stream leads to';
    const other = { ...position, hash: 'ab'.repeat(32) };
    expect(await objectionTo(whole, other)).toBe(`${from} another hash at event 20`);
    expect(await objectionTo(whole, { ...other, count: 19 })).toBe(`${from} another hash at event 20`);
    expect(await objectionTo(whole, { ...position, count: 19 })).toBe(
      `${from} 20 events, the tables count 19 at event 20`,
    );
  });

  it('is not waited for once the projector ends', async () => {
    const ended = AbortSignal.abort(new Error('the projector ends'));
    await expect(objectionTo(whole, position, ended)).rejects.toThrow('the projector ends');
  });

  it('is none that lasts where a replica that lags behind ends earlier: it is to be tried again', async () => {
    const lagging = objectionTo((filters, range) => log.read(filters, { ...range, to: EVENTS - 3 }));
    await expect(lagging).rejects.toThrow(LogUnavailableError);
    await expect(lagging).rejects.toMatchObject({ outcome: 'not_stored' });
    await expect(lagging).rejects.toThrow('ends at event 17, before event 20');
  });
});
