import { covers, decode, newId, type EventLog, type LogEntry } from '@reprise/event-log';
import { messageOf, withHeaders } from '@reprise/event-log/testing';
import { auditRow, canonicalContent, GENESIS, link, type Position } from '@reprise/read-model';
import type { SignedHead } from '../heads/signed-head.ts';
import type { StoredRow } from './audit-entries.ts';

/** Creation time of the stream, which is before every event. */
export const CREATED = '2020-01-01T00:00:00.000Z';
/** Time of an event, which is also its storage time. */
export const timeOf = (seq: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, seq)).toISOString();

export type Entries = readonly LogEntry[];
export type Rows = readonly StoredRow[];

/** An event with these headers instead of its own. */
export const entry = (seq: number, changes: Readonly<Record<string, string>> = {}): LogEntry => {
  const message = withHeaders(messageOf('cancel_requested', newId()), { 'ce-time': timeOf(seq), ...changes });
  return decode({ ...message, seq, stored_at: timeOf(seq) });
};

export const historyUpTo = (last: number): Entries => Array.from({ length: last }, (_, i) => entry(i + 1));

/** Six events. */
export const history: Entries = historyUpTo(6);

/** Chained rows of entries. A changed entry has its own hash, as an expert attacker would compute it. */
export function rowsOf(entries: Entries): StoredRow[] {
  let hash = GENESIS;
  return entries.map((each) => {
    hash = link(hash, each.seq, canonicalContent(each));
    const { seq, subject, headers, payload } = each;
    const columns = { ...auditRow(each), at: each.envelope?.time ?? each.stored_at, stored_at: each.stored_at };
    return { seq, subject, headers, payload, hash, columns, repeated_id: null, is_set_aside: false };
  }) as unknown as StoredRow[];
}

export const rows: Rows = rowsOf(history);

export const hashAt = (entries: Entries, seq: number): string => rowsOf(entries).find((row) => row.seq === seq)!.hash;

/** A head that was signed `seq` + 100 seconds after the start. */
export const headAt = (seq: number, entries: Entries = history, count = seq): SignedHead =>
  ({ seq, hash: hashAt(entries, seq), count, time: timeOf(100 + seq) }) as SignedHead;

export const checkpointAt = (entries: Entries): Position => ({
  last_seq: entries.at(-1)?.seq ?? 0,
  hash: rowsOf(entries).at(-1)?.hash ?? GENESIS,
  count: entries.length,
  stream_created: CREATED,
});

/** The history with one event replaced. */
export const replaced = (seq: number, by: LogEntry): Entries => history.map((each) => (each.seq === seq ? by : each));
export const without = (seq: number): Entries => history.filter((each) => each.seq !== seq);
export const strange: LogEntry = entry(3, { 'ce-actor': 'eve' });

/** A log with these entries, whose reads behave like a server's. */
export const logOf = (entries: Entries, created = CREATED): Pick<EventLog, 'head' | 'read'> => ({
  head: async () => ({
    first_seq: entries[0]?.seq ?? 0,
    last_seq: entries.at(-1)?.seq ?? 0,
    missing: 0,
    created,
  }),
  async *read(filters, { from = 1, to = Infinity } = {}) {
    const wanted = [filters].flat();
    for (const each of entries)
      if (each.seq >= from && each.seq <= to && wanted.some((filter) => covers(filter, each.subject))) yield each;
  },
});

/** Rows as a database returns them, one after the other. */
export async function* readRows(of: Rows): AsyncGenerator<StoredRow> {
  yield* of;
}
