import { decode, isQuarantined, type LogEntry } from '@reprise/event-log';
import { auditRow, pgText } from '@reprise/read-model';
import type { StoredRow } from './audit-entries.ts';

const TEXTS = ['job_id', 'queue', 'kind', 'event_id', 'type', 'actor', 'source', 'reason'] as const;
const MORE_TEXTS = ['correlation_id', 'causation_id'] as const;
/** Whether Postgres rounds a time to microseconds, possibly up to the next millisecond. `Date` truncates it. */
const isRounded = (time: string): boolean => /\.\d{7}/.test(time);
const NUMBERS = ['version', 'attempt'] as const;

/**
 * Checks the columns that are used for searching and reading, which are derived from the headers and the payload.
 * Returns the name of the first one that does not match; undefined if all do. If the stream was `seeded` again, it
 * stored the event at a different time.
 */
export function wrongColumn(row: StoredRow, entry: LogEntry, seeded: boolean): string | undefined {
  const expected = auditRow(entry);
  const { columns } = row;
  for (const name of [...TEXTS, ...MORE_TEXTS]) {
    const value = expected[name];
    if ((value === null ? null : pgText(value)) !== columns[name]) return name;
  }
  for (const name of NUMBERS)
    if (expected[name] !== (columns[name] === null ? null : Number(columns[name]))) return name;
  const [at, storedAt] = [timeOf(columns['at']), timeOf(columns['stored_at'])];
  const wantedAt = entry.envelope ? Date.parse(expected.at) : storedAt;
  if (at !== wantedAt && !(at === wantedAt + 1 && isRounded(expected.at))) return 'at';
  if (!seeded && storedAt !== Date.parse(entry.stored_at)) return 'stored_at';
  if (columns['repeat_of'] === null) return undefined;
  return expected.event_id !== null && row.repeated_id === expected.event_id ? undefined : 'repeat_of';
}

/**
 * Returns the row as the projector would write it. A quarantined event has no content. The entry alone does not reveal
 * whether the fold or the database rejected it, so the row must have exactly that form.
 */
export const asWritten = (entry: LogEntry, { is_set_aside, columns }: StoredRow): LogEntry =>
  is_set_aside && columns['event_id'] === null ? { ...entry, envelope: null, event: null } : entry;

/** Whether the row is that of an event that was quarantined after it was projected. */
export const isFromBeforeQuarantine = (row: StoredRow, entry: LogEntry, seeded: boolean): boolean =>
  isQuarantined(entry) && wrongColumn(row, decode(entry), seeded) === undefined;

const timeOf = (value: unknown): number => new Date(value as string).getTime();
