import { Readable } from 'node:stream';
import type { AuditEntry } from '@reprise/contracts';
import { stringify } from 'csv-stringify';

const COLUMNS = [
  'seq',
  'at',
  'actor',
  'type',
  'command',
  'outcome',
  'reason',
  'sample_name',
  'pipeline',
  'job_id',
  'attempt',
  'queue',
  'event_id',
  'correlation_id',
  'causation_id',
  'hash',
  'data',
] as const;

/** One line an entry, times in UTC; `data` as JSON. A cell that a spreadsheet would take for a formula is escaped. */
export function csvOf(entries: AsyncIterable<AuditEntry>): NodeJS.ReadableStream {
  return Readable.from(rowsOf(entries)).pipe(
    stringify({ header: true, columns: [...COLUMNS], escape_formulas: true, record_delimiter: 'windows' }),
  );
}

async function* rowsOf(entries: AsyncIterable<AuditEntry>) {
  for await (const entry of entries) yield { ...entry, data: JSON.stringify(entry.data) };
}

/** One entry a line, as the API reads it. */
export function ndjsonOf(entries: AsyncIterable<AuditEntry>): NodeJS.ReadableStream {
  return Readable.from(linesOf(entries));
}

async function* linesOf(entries: AsyncIterable<AuditEntry>) {
  for await (const entry of entries) yield `${JSON.stringify(entry)}\n`;
}
