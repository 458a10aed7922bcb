import type { EntityMetadata } from '@mikro-orm/core';
import { pgJson, pgText } from '../../rows/pg-values.ts';

/** Column of an entity in the text of a `COPY`. */
export interface CopyColumn<R> {
  readonly name: keyof R & string;
  readonly write: (value: never) => string;
}

export const copyColumns = <R extends object>({ props }: EntityMetadata<R>): CopyColumn<R>[] =>
  props.map(({ name, columnTypes: [type] }) => ({ name, write: writers[type!] ?? escaped }));

/** Row by row into bytes: a text of all rows would be held in pieces that the garbage collector has to visit. */
export function copyBytes<R extends object>(columns: readonly CopyColumn<R>[], rows: readonly R[]): Buffer {
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

function lineOf<R extends object>(columns: readonly CopyColumn<R>[], row: R): string {
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

/** Printable characters of ASCII but the backslash: in text they are the bytes themselves, half as long as hexadecimal. */
const PLAIN = /^[ -[\]-~]*$/;

/** Source: Postgres manual, bytea, formats "escape" and "hex". */
function bytesText(value: Buffer): string {
  const text = value.toString('latin1');
  return PLAIN.test(text) ? text : `\\\\x${value.toString('hex')}`;
}

/** By type of column; the others are texts that need no more than escaping. */
const writers: Readonly<Record<string, (value: never) => string>> = {
  bigint: (value: number) => String(value),
  'double precision': (value: number) => String(value),
  boolean: (value: boolean) => (value ? 't' : 'f'),
  bytea: bytesText,
  jsonb: (value: unknown) => escaped(pgJson(value)),
  text: (value: string) => escaped(pgText(value)),
};
