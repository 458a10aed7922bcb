import { decode, newId, StreamChangedError, type EventLog } from '@reprise/event-log';
import { messageOf } from '@reprise/event-log/testing';
import { genesisPosition, REPAIR_TABLES } from '@reprise/read-model';
import type { HeadBook } from '../heads/head-book.ts';
import type { AuditTables } from './audit-tables.ts';
import {
  checkpointAt,
  CREATED,
  entry,
  headAt,
  history,
  historyUpTo,
  logOf,
  readRows,
  rowsOf,
  timeOf,
  without,
  type Entries,
} from './short-history.fixture.ts';
import { verifyTables, type VerifyProgress, type VerifyTablesOptions } from './verify.ts';

const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string;

/** Tables into which these events were projected. */
const tablesOf = (entries: Entries, changes: Partial<AuditTables> = {}): AuditTables => ({
  damage: async () => [],
  reached: async () => ({ position: checkpointAt(entries), lastRow: entries.at(-1)?.seq ?? 0 }),
  rows: (to) => readRows(rowsOf(entries).filter(({ seq }) => seq <= to)),
  ...changes,
});
const trustIn = (book: Partial<HeadBook>) => ({
  heads: async () => ({ heads: [], problems: [], places: [], ...book }),
});
const verified = (options: Partial<VerifyTablesOptions> = {}) =>
  verifyTables({ log: logOf(history), tables: tablesOf(history), trust: trustIn({}), ...options });
const found = async (options: Partial<VerifyTablesOptions>) =>
  (await verified(options)).findings.map(({ kind, place, seq, message }) => `${kind}, ${place}, ${seq}: ${message}`);

/** A clock on which reading a row takes a millisecond, and nothing else except a sleep takes time. */
function slowRows(entries: Entries) {
  let now = 5_000;
  const sleeps: number[] = [];
  const sleep = async (ms: number) => {
    sleeps.push(ms);
    now += ms;
  };
  const tables = tablesOf(entries, {
    async *rows() {
      for (const row of rowsOf(entries)) {
        now += 1;
        yield row;
      }
    },
  });
  return { tables, clock: { now: () => now, sleep }, sleeps };
}

describe('a verification', () => {
  it('reports what it checked', async () => {
    const places = [{ name: 'the table', heads: 2, unreadable: 1 }];
    expect(await verified({ trust: trustIn({ heads: [headAt(2), headAt(4)], places }) })).toEqual({
      ok: true,
      findings: [],
      entries: 6,
      last_seq: 6,
      differing: 0,
      unsigned: 2,
      unprojected: 0,
      started_at: TIME,
      duration_ms: expect.any(Number) as number,
      quarantined: [],
      heads: { valid: 2, last_seq: 4, last_time: timeOf(104), places },
    });
  });

  it('states its duration in whole milliseconds', async () => {
    const { tables, clock } = slowRows(history);
    const late = { ...clock, now: () => clock.now() + 0.25 };
    expect(await verified({ tables, clock: late })).toMatchObject({ ok: true, duration_ms: 6 });
  });

  it('reports its progress every 1,000 events and at the end', async () => {
    const long = historyUpTo(2001);
    const progress: VerifyProgress[] = [];
    await verified({ log: logOf(long), tables: tablesOf(long), onProgress: (at) => progress.push(at) });
    expect(progress).toEqual([1000, 2000, 2001].map((entries) => ({ entries, total: 2001 })));
  });

  it('pauses every 200 events to keep its share of the time', async () => {
    const long = historyUpTo(450);
    const { tables, clock, sleeps } = slowRows(long);
    await verified({ log: logOf(long), tables, clock, share: 0.2 });
    expect(sleeps).toEqual([800, 800]);
    await verified({ log: logOf(long), tables, clock });
    expect(sleeps).toHaveLength(2);
  });

  it('ends amid the events when it is aborted, with the reason', async () => {
    const stopping = new AbortController();
    const seen: number[] = [];
    const tables = tablesOf(history, {
      async *rows() {
        for (const row of rowsOf(history)) {
          seen.push(row.seq);
          if (row.seq === 3) stopping.abort(new Error('The gateway was stopped.'));
          yield row;
        }
      },
    });
    await expect(verified({ tables, signal: stopping.signal })).rejects.toThrow('The gateway was stopped.');
    expect(seen).toEqual([1, 2, 3]);
  });

  it('compares the projected and signed events with the stream, and counts the events not projected yet', async () => {
    const tables = tablesOf(history.slice(0, 4));
    expect(await verified({ tables })).toMatchObject({ ok: true, entries: 4, last_seq: 4, unprojected: 2 });
    const signed = await verified({ tables, trust: trustIn({ heads: [headAt(5)] }) });
    expect(signed).toMatchObject({ ok: false, entries: 5, last_seq: 5, unprojected: 2 });
    expect(signed.findings).toMatchObject([{ kind: 'cut_off', place: 'audit', seq: 5 }]);
    const shorter = logOf(history.slice(0, 2));
    expect(await verified({ log: shorter })).toMatchObject({ ok: false, last_seq: 6, unprojected: 0 });
  });

  it('accepts a history that grows during the read', async () => {
    let last = 3;
    const grown = () => history.slice(0, last);
    const goOn = <T>(answer: T): T => {
      last += 1;
      return answer;
    };
    const log: Pick<EventLog, 'head' | 'read'> = {
      head: async () => goOn(await logOf(grown()).head()),
      read: (filters, range) => logOf(grown()).read(filters, range),
    };
    const tables = tablesOf(history, {
      reached: async () => goOn(await tablesOf(grown()).reached()),
      rows: (to) => tablesOf(grown()).rows(to),
    });
    const trust = { heads: async () => goOn(await trustIn({ heads: [headAt(last)] }).heads()) };
    expect(await verified({ log, tables, trust })).toMatchObject({ findings: [], entries: 4, unprojected: 1 });
  });

  it('lists the quarantined messages of the stream', async () => {
    const message = messageOf('message_quarantined', newId());
    const record = decode({ ...message, seq: 7, stored_at: timeOf(7) });
    const unreadable = { ...record, seq: 8, event: null };
    if (record.event?.type !== 'message_quarantined') throw new Error('The example is no quarantine');
    const { seq, reason, operator } = record.event.data;
    const { quarantined } = await verified({ log: logOf([...history, record, unreadable]) });
    expect(quarantined).toEqual([{ seq, reason, operator, at: record.event.time }]);
  });
});

describe('a verification of the stream state finds that', () => {
  const missing = [
    `replaced, stream, null: The stream does not exist; the tables follow the one created at ${CREATED}.`,
    'cut_off, stream, 1: What came after event 0 was cut off in the stream; it reached to event 6 at least.',
  ];

  it('no stream exists', async () => {
    expect(await found({ log: null })).toEqual(missing);
    expect(await verified({ log: null })).toMatchObject({ ok: false, entries: 6, unprojected: 0, quarantined: [] });
  });

  it('it was deleted while the log was open', async () => {
    const head = () => Promise.reject(new StreamChangedError('The stream is gone.'));
    const read = () => {
      throw new Error('Was read');
    };
    expect(await found({ log: { head, read } })).toEqual(missing);
  });

  it('it differs from the one that the tables follow', async () => {
    expect(await found({ log: logOf(history, timeOf(0)) })).toEqual([
      `replaced, stream, null: The stream was created at ${timeOf(0)}; the tables follow the one created at ${CREATED}.`,
    ]);
  });

  it('nothing is wrong if the tables followed none yet', async () => {
    const position = genesisPosition('');
    const tables = tablesOf([], { reached: async () => ({ position, lastRow: 0 }) });
    expect(await verified({ log: logOf([]), tables })).toMatchObject({ ok: true, entries: 0, last_seq: 0 });
    expect(await verified({ log: logOf([]), tables })).toMatchObject({ heads: { last_seq: null, last_time: null } });
  });

  it('it cannot be read, and the verification fails', async () => {
    const head = () => Promise.reject(new Error('No answer'));
    await expect(verified({ log: { ...logOf(history), head } })).rejects.toThrow('No answer');
  });
});

describe('a verification of tables and heads finds that', () => {
  it('the audit table reaches beyond the projected events', async () => {
    const tables = tablesOf(history, { reached: async () => ({ position: checkpointAt(history), lastRow: 9 }) });
    expect(await found({ tables })).toEqual([
      'inserted, audit, 7: The audit table reaches to event 9, though only 6 were projected.',
    ]);
  });

  it('a head was forged', async () => {
    const problems = [{ place: 'the folder elsewhere', seq: 4, message: 'has no valid signature' }];
    expect(await found({ trust: trustIn({ problems }) })).toEqual([
      'forged, head, 4: The head of event 4 in the folder elsewhere has no valid signature.',
    ]);
  });

  it('a row is missing', async () => {
    const tables = tablesOf(without(3), { reached: tablesOf(history).reached });
    expect(await verified({ tables, trust: trustIn({ heads: [headAt(6)] }) })).toMatchObject({
      ok: false,
      entries: 6,
      differing: 1,
      findings: [{ kind: 'dropped', place: 'audit', seq: 3 }],
    });
  });

  it('an event was added to the stream before its last one', async () => {
    const tables = tablesOf(without(3));
    expect((await verified({ tables })).findings).toMatchObject([
      { kind: 'altered', place: 'stream_or_audit', seq: 3 },
    ]);
    expect((await verified({ log: logOf([...without(6), entry(6)]) })).differing).toBe(1);
  });

  it('a table cannot be read, and nothing is compared', async () => {
    const damage = [{ table: 'rm.audit', message: 'invalid page in block 7' }];
    const unread = () => Promise.reject(new Error('Was read'));
    const { clock } = slowRows([]);
    const late = async () => {
      await clock.sleep(3.4);
      return damage;
    };
    const tables = tablesOf(history, { damage: late, reached: unread });
    expect(await verified({ log: null, tables, trust: { heads: unread }, clock })).toEqual({
      ok: false,
      entries: 0,
      last_seq: 0,
      differing: 0,
      unsigned: 0,
      unprojected: 0,
      duration_ms: 3,
      started_at: TIME,
      heads: { valid: 0, last_seq: null, last_time: null, places: [] },
      findings: [
        {
          kind: 'damaged',
          place: 'tables',
          seq: null,
          message: `The table rm.audit cannot be read (invalid page in block 7). ${REPAIR_TABLES}`,
        },
      ],
    });
  });
});
