import type { EntityMetadata } from '@mikro-orm/core';
import { CopyBytes } from './copy-bytes.ts';

/** Column of an entity in a `COPY`. */
export interface CopyColumn<R> {
  readonly name: keyof R & string;
  readonly write: (into: CopyBytes, value: never) => void;
}

/** @throws TypeError for a column type that no table has used so far */
export const copyColumns = <R extends object>({ props }: EntityMetadata<R>): CopyColumn<R>[] =>
  props.map(({ name, columnTypes: [type] }) => {
    const write = writers[type!];
    if (!write) throw new TypeError(`Column ${name} is of type ${type!}.`);
    return { name, write };
  });

/**
 * Encodes rows for a `COPY … (format binary)`, which the database reads faster than text and without escaping.
 * @throws NotLoadableError if a column cannot store a value
 */
export function copyBytes<R extends object>(columns: readonly CopyColumn<R>[], rows: readonly R[]): Buffer {
  const into = new CopyBytes(rows.length * 2048);
  for (const row of rows) {
    into.row(columns.length);
    for (const { name, write } of columns) {
      const value = row[name];
      if (value === null || value === undefined) into.null();
      else write(into, value as never);
    }
  }
  return into.written();
}

/** By type of column. */
const writers: Readonly<Record<string, (into: CopyBytes, value: never) => void>> = {
  bigint: (into, value: number) => into.bigint(value),
  'double precision': (into, value: number) => into.double(value),
  boolean: (into, value: boolean) => into.boolean(value),
  bytea: (into, value: Uint8Array) => into.bytes(value),
  jsonb: (into, value: unknown) => into.json(value),
  text: (into, value: string) => into.text(value),
  timestamptz: (into, value: string) => into.time(value),
  uuid: (into, value: string) => into.uuid(value),
};
