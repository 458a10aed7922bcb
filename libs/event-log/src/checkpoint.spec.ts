import { LogUnavailableError, StreamChangedError } from './errors.ts';
import type { EventLog } from './event-log.ts';
import { priorityChange } from './log-under-test.fixture.ts';
import { newId } from './ids.ts';
import { MemoryEventLog } from './memory-event-log.ts';
import { assertSameLog, assertCheckpoint, type Checkpoint } from './checkpoint.ts';

const created = '2026-01-01T00:00:00.123456789Z';
const head = { first_seq: 1, last_seq: 100, missing: 0, created };

describe('The checkpoint of a log', () => {
  it.each([
    [head, 1, undefined],
    [head, 1, created],
    [head, 101, created],
    [{ ...head, first_seq: 0, last_seq: 0 }, 1, created],
  ])('is %j, from %i on, created %s', (now, from, before) => {
    expect(() => assertSameLog(now, from, before)).not.toThrow();
  });

  it.each([
    ['was created at another time', { ...head, created: '2026-01-01T00:00:00.123456788Z' }, 50],
    ['lost its end', { ...head, last_seq: 99 }, 101],
    ['lost its beginning', { ...head, first_seq: 51 }, 50],
    ['was emptied', { ...head, first_seq: 101 }, 50],
  ])('is invalid if it %s', (_, now, from) => {
    expect(() => assertSameLog(now, from, created)).toThrow(StreamChangedError);
  });
});

describe('The comparison of a log with a checkpoint', () => {
  let log: MemoryEventLog;
  let checkpoint: Checkpoint;
  const grow = async (events: number) => {
    for (let i = 0; i < events; i++) await log.append(priorityChange(newId()));
  };
  beforeEach(async () => {
    log = new MemoryEventLog();
    await grow(4);
    const last = priorityChange(newId());
    const { seq } = await log.append(last);
    checkpoint = { created: (await log.head()).created, seq, event_id: last.id };
  });

  it('matches while the log only grows', async () => {
    await assertCheckpoint(log, checkpoint);
    await grow(3);
    await assertCheckpoint(log, checkpoint);
    await assertCheckpoint(log, { ...checkpoint, event_id: null });
  });

  it('fails if the log lost its end', async () => {
    log.cutAfter(4);
    await expect(assertCheckpoint(log, checkpoint)).rejects.toThrow(
      'the log ends at event 4, but event 5 was read before',
    );
  });

  it.each([1, 2, 10])('fails if the log lost its end and grew again by %i events', async (events) => {
    log.cutAfter(4);
    await grow(events);
    const changed = assertCheckpoint(log, checkpoint);
    await expect(changed).rejects.toThrow('event 5 of the log is not the one that was read before');
    await expect(changed).rejects.toThrow(StreamChangedError);
  });

  describe('on a cluster with a server that is behind', () => {
    /** The head is the leader's. The first `reads` reads return nothing. */
    const behindFor = (reads: number): Pick<EventLog, 'head' | 'read'> => ({
      head: () => log.head(),
      read: (...asked) => (reads-- > 0 ? new MemoryEventLog() : log).read(...asked),
    });

    it('matches once that server has caught up', async () => {
      await assertCheckpoint(behindFor(2), checkpoint, 60_000);
    });

    it('matches once its leader counts what another server returned', async () => {
      const { created, seq } = checkpoint;
      const heads = [{ ...head, last_seq: seq - 1, created }];
      const read: EventLog['read'] = (...asked) => log.read(...asked);
      await assertCheckpoint({ head: async () => heads.shift() ?? log.head(), read }, checkpoint);
    });

    it('fails if the server then has another event', async () => {
      log.cutAfter(4);
      await grow(3);
      await expect(assertCheckpoint(behindFor(2), checkpoint, 60_000)).rejects.toThrow(StreamChangedError);
    });

    it('is impossible if the event never arrives', async () => {
      const asked = assertCheckpoint(behindFor(Infinity), checkpoint, 120);
      await expect(asked).rejects.toThrow('event 5 of the log cannot be read now');
      await expect(asked).rejects.toThrow(LogUnavailableError);
    });

    it('fails at once if the log begins after the event', async () => {
      const { created } = checkpoint;
      const emptied = { ...behindFor(Infinity), head: async () => ({ ...head, first_seq: 6, last_seq: 5, created }) };
      await expect(assertCheckpoint(emptied, checkpoint)).rejects.toThrow(
        'the log begins at event 6, but event 5 was read before',
      );
    });
  });
});
