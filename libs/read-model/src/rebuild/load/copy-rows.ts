import type { EntityName } from '@mikro-orm/core';
import { finished } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from } from 'pg-copy-streams';
import type { ReadModel } from '../../read-model.ts';
import { pgJson, pgText } from '../../rows/pg-values.ts';

/**
 * Adds rows that are not there yet with `COPY`, as `writeRows` would. Columns are the entity's.
 * @throws the driver's error, and then none of the rows is there
 */
export async function copyRows<R extends object>(
  client: ClientBase,
  { orm, schema }: ReadModel,
  entity: EntityName<R>,
  rows: readonly R[],
): Promise<void> {
  if (rows.length === 0) return;
  const { tableName, props } = orm.getMetadata().get(entity);
  const columns = props.map(({ name, columnTypes: [type] }) => ({ name, write: writers[type!] ?? escaped }));
  const names = columns.map(({ name }) => client.escapeIdentifier(name)).join();
  const table = `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(tableName)}`;
  const stream = client.query(from(`copy ${table} (${names}) from stdin`));
  const done = finished(stream);
  stream.end(bytesOf(columns, rows));
  await done;
}

interface Column<R> {
  readonly name: keyof R & string;
  readonly write: (value: never) => string;
}

/** Row by row into bytes: a text of all rows would be held in pieces that the garbage collector has to visit. */
function bytesOf<R extends object>(columns: readonly Column<R>[], rows: readonly R[]): Buffer {
  let bytes = Buffer.allocUnsafe(rows.length * 2048);
  let at = 0;
  for (const row of rows) {
    const text = lineOf(columns, row);
    const needed = at + text.length * 3;
    if (needed > bytes.length) {
      const larger = Buffer.allocUnsafe(needed * 2);
      bytes.copy(larger, 0, 0, at);
      bytes = larger;
    }
    at += bytes.write(text, at);
  }
  return bytes.subarray(0, at);
}

function lineOf<R extends object>(columns: readonly Column<R>[], row: R): string {
  let text = '';
  let separator = '';
  for (const { name, write } of columns) {
    const value = row[name];
    text += separator + (value === null || value === undefined ? '\\N' : write(value as never));
    separator = '\t';
  }
  return `${text}\n`;
}

const SPECIAL = /[\\\t\n\r]/;
const SEQUENCES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** Text as `COPY` reads it. Source: Postgres manual, COPY, "Text Format". */
const escaped = (text: string): string =>
  SPECIAL.test(text) ? text.replace(/[\\\t\n\r]/g, (character) => SEQUENCES[character]!) : text;

/** By type of column; the others are texts that need no more than escaping. */
const writers: Readonly<Record<string, (value: never) => string>> = {
  bigint: (value: number) => String(value),
  'double precision': (value: number) => String(value),
  boolean: (value: boolean) => (value ? 't' : 'f'),
  bytea: (value: Buffer) => `\\\\x${value.toString('hex')}`,
  jsonb: (value: unknown) => escaped(pgJson(value)),
  text: (value: string) => escaped(pgText(value)),
};
