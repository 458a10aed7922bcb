import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { AuditEffect, AuditEntry } from '@reprise/contracts';
import { endedOrUnknownText } from '@reprise/contracts/executor-text';
import { stringify } from 'csv-stringify';

const COLUMNS = [
  'seq',
  'at',
  'actor',
  'actor_name',
  'type',
  'command',
  'outcome',
  'reason',
  'came_of_it',
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

/** Writes all entries and ends `to`. Destroys it on failure. @throws the failure */
export type WriteEntries = (entries: AsyncIterable<NamedEntry>, to: Writable) => Promise<void>;

/** An entry with the current name of its actor, because the entry itself contains a pseudonym. */
export type NamedEntry = AuditEntry & { readonly actor_name: string };

export async function* withNames(
  entries: AsyncIterable<AuditEntry>,
  nameOf: (actor: string) => string,
): AsyncGenerator<NamedEntry> {
  for await (const entry of entries) yield { ...entry, actor_name: nameOf(entry.actor) };
}

/**
 * Writes one line per entry, with times in UTC, `data` as JSON, and `came_of_it` with the type, time and message of
 * each effect. Cells that a spreadsheet would interpret as a formula are escaped.
 */
export const writeCsv: WriteEntries = (entries, to) =>
  pipeline(
    rowsOf(entries),
    stringify({ header: true, columns: [...COLUMNS], escape_formulas: true, record_delimiter: 'windows' }),
    inChunks,
    to,
  );

async function* rowsOf(entries: AsyncIterable<NamedEntry>) {
  for await (const entry of entries)
    yield { ...entry, came_of_it: entry.effects.map(effectText).join('; '), data: JSON.stringify(entry.data) };
}

const effectText = ({ type, at, cancel, message, executors }: AuditEffect): string =>
  [type, at, cancel, message, ...executors.map(endedOrUnknownText)].filter((part) => part !== null).join(' ');

/** One entry per line, as the API returns it, with the name of its actor. */
export const writeNdjson: WriteEntries = (entries, to) => pipeline(linesOf(entries), inChunks, to);

async function* linesOf(entries: AsyncIterable<NamedEntry>) {
  for await (const entry of entries) yield `${JSON.stringify(entry)}\n`;
}

const CHUNK_BYTES = 65_536;

/**
 * Joins lines, because each chunk is written to the socket separately, and each chunk of a CSV is compressed
 * separately.
 */
async function* inChunks(lines: AsyncIterable<string | Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let bytes = 0;
  for await (const line of lines) {
    const part = typeof line === 'string' ? Buffer.from(line) : line;
    parts.push(part);
    bytes += part.length;
    if (bytes < CHUNK_BYTES) continue;
    yield Buffer.concat(parts);
    [parts, bytes] = [[], 0];
  }
  if (bytes > 0) yield Buffer.concat(parts);
}

export const exportFormats = {
  csv: { type: 'text/csv; charset=utf-8', write: writeCsv },
  ndjson: { type: 'application/x-ndjson; charset=utf-8', write: writeNdjson },
};

/**
 * Waits for the first item, so that a source that fails immediately fails here. Returns all items, including the first
 * one.
 */
export async function firstThenRest<T>(source: AsyncGenerator<T>): Promise<AsyncIterable<T>> {
  const first = await source.next();
  return all(first, source);
}

async function* all<T>(first: IteratorResult<T>, rest: AsyncGenerator<T>) {
  if (first.done === true) return;
  yield first.value;
  yield* rest;
}
