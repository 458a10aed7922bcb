import { decode, newId, type LogEntry } from '@reprise/event-log';
import { messageOf, withHeaders } from '@reprise/event-log/testing';
import { auditRow } from '@reprise/read-model';
import type { StoredRow } from './audit-entries.ts';
import { wrongColumn } from './wrong-column.ts';

const STORED = '2026-01-01T00:00:01.000Z';

const entryAt = (time: string): LogEntry => {
  const message = withHeaders(messageOf('cancel_requested', newId()), { 'ce-time': time });
  return decode({ ...message, seq: 1, stored_at: STORED });
};

/** The row of an entry as the driver returns it, with this time. */
const rowWith = (entry: LogEntry, at: string): StoredRow => {
  const columns = { ...auditRow(entry), at, stored_at: STORED, repeat_of: null };
  return { columns, is_set_aside: false, repeated_id: null } as unknown as StoredRow;
};

describe('a column of the audit', () => {
  it('is right where Postgres rounded a time of nanoseconds', () => {
    const entry = entryAt('2026-01-01T00:00:00.1239999Z');
    expect(wrongColumn(rowWith(entry, '2026-01-01 00:00:00.124+00'), entry, false)).toBeUndefined();
  });

  it('is wrong where the time is another one', () => {
    const entry = entryAt('2026-01-01T00:00:00.123Z');
    for (const at of ['2026-01-01 00:00:00.124+00', '2026-01-01 00:00:00.122+00'])
      expect(wrongColumn(rowWith(entry, at), entry, false)).toBe('at');
  });
});
