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
const objectionTo = (read: EventLog['read']) =>
  objection({} as ReadModel, { read }, null, position, new AbortController().signal);

describe('the objection to signing where the tables are', () => {
  it('is none where the stream leads there', async () => {
    expect(await objectionTo((...args) => log.read(...args))).toBeNull();
  });

  it('is none that lasts where a replica that lags behind ends earlier: it is to be tried again', async () => {
    const lagging = objectionTo((filters, range) => log.read(filters, { ...range, to: EVENTS - 3 }));
    await expect(lagging).rejects.toThrow(LogUnavailableError);
    await expect(lagging).rejects.toThrow('ends at event 17, before event 20');
  });
});
