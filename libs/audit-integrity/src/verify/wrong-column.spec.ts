import { decode, newId, type LogEntry } from '@reprise/event-log';
import { messageOf, withHeaders } from '@reprise/event-log/testing';
import { auditRow } from '@reprise/read-model';
import type { StoredRow } from './audit-entries.ts';
import { asWritten, wrongColumn } from './wrong-column.ts';

const STORED = '2026-01-01T00:00:01.000Z';

const entryAt = (time: string): LogEntry => {
  const message = withHeaders(messageOf('cancel_requested', newId()), { 'ce-time': time });
  return decode({ ...message, seq: 1, stored_at: STORED });
};

/** An entry's row with this time, as the driver returns it. */
const rowWith = (entry: LogEntry, at: string, changes: object = {}, repeated_id: string | null = null): StoredRow => {
  const columns = { ...auditRow(entry), at, stored_at: STORED, repeat_of: null, ...changes };
  return { columns, is_set_aside: false, repeated_id } as unknown as StoredRow;
};
const TIME = '2026-01-01T00:00:00.000Z';

describe('a column of the audit', () => {
  it('is right if Postgres rounded a time in nanoseconds', () => {
    const entry = entryAt('2026-01-01T00:00:00.1239999Z');
    expect(wrongColumn(rowWith(entry, '2026-01-01 00:00:00.124+00'), entry, false)).toBeUndefined();
  });

  it('is wrong if the time differs', () => {
    const entry = entryAt('2026-01-01T00:00:00.123Z');
    for (const at of ['2026-01-01 00:00:00.124+00', '2026-01-01 00:00:00.122+00'])
      expect(wrongColumn(rowWith(entry, at), entry, false)).toBe('at');
    const rounded = entryAt('2026-01-01T00:00:00.1239999Z');
    expect(wrongColumn(rowWith(rounded, '2026-01-01 00:00:00.125+00'), rounded, false)).toBe('at');
  });

  it.each([
    ...['job_id', 'queue', 'kind', 'event_id', 'type', 'actor', 'source', 'reason', 'correlation_id', 'causation_id'],
    ...['version', 'attempt'],
  ])('is wrong if it differs from the event: %s', (name) => {
    const entry = entryAt(TIME);
    expect(wrongColumn(rowWith(entry, TIME), entry, false)).toBeUndefined();
    expect(wrongColumn(rowWith(entry, TIME, { [name]: '77' }), entry, false)).toBe(name);
    const expected = auditRow(entry)[name as keyof ReturnType<typeof auditRow>];
    if (expected !== null) expect(wrongColumn(rowWith(entry, TIME, { [name]: null }), entry, false)).toBe(name);
  });

  it('is the storage time if the event has none of its own', () => {
    const entry = { ...entryAt(TIME), envelope: null, event: null };
    expect(wrongColumn(rowWith(entry, STORED), entry, false)).toBeUndefined();
    expect(wrongColumn(rowWith(entry, TIME), entry, false)).toBe('at');
  });

  it('is wrong if the row marks the event as a repetition of another one', () => {
    const entry = entryAt(TIME);
    const { event_id } = auditRow(entry);
    const of = (each: LogEntry, id: string | null) =>
      wrongColumn(rowWith(each, TIME, { repeat_of: 1 }, id), each, false);
    expect([of(entry, event_id), of(entry, newId()), of(entry, null)]).toEqual([undefined, 'repeat_of', 'repeat_of']);
    const unread = { ...entry, stored_at: TIME, envelope: null, event: null };
    expect(wrongColumn(rowWith(unread, TIME, { repeat_of: 1, stored_at: TIME }), unread, false)).toBe('repeat_of');
  });
});

describe('an entry written by the projector', () => {
  it('contains nothing of a quarantined event, if the row contains nothing of it either', () => {
    const entry = entryAt(TIME);
    const written = (is_set_aside: boolean, event_id: string | null) =>
      asWritten(entry, { ...rowWith(entry, TIME, { event_id }), is_set_aside });
    expect(written(true, null)).toEqual({ ...entry, envelope: null, event: null });
    expect([written(true, 'id'), written(false, null), written(false, 'id')]).toEqual([entry, entry, entry]);
  });
});
