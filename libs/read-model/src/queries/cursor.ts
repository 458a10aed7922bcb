import type { Page } from '@reprise/contracts';
import { z } from 'zod';

/** The cursor belongs to a different query or order. */
export class InvalidCursorError extends Error {
  override readonly name = 'InvalidCursorError';
  readonly code = 'INVALID_CURSOR';
}

/** Encodes the end of a page as an opaque string. */
const encodeCursor = (place: readonly unknown[]): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** @throws InvalidCursorError */
export function decodeCursor<T extends z.ZodType>(cursor: string, place: T): z.infer<T> {
  try {
    return place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch (cause) {
    throw new InvalidCursorError('This cursor is not one of this list.', { cause });
  }
}

const TIMESTAMP =
  /^(?!0000)(\d{4,6})-(0[1-9]|1[0-2])-(\d\d) ([01]\d|2[0-3])(:[0-5]\d){2}(\.\d{1,6})?[+-](0\d|1[0-5])(:[0-5]\d)?$/;

/** Whether a text is a `timestamptz` as Postgres writes it, with a day that exists. */
export function isTimestamp(text: string): boolean {
  const [, year, month, day] = TIMESTAMP.exec(text) ?? [];
  return new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
}

/** Returns a page of `limit` rows, from rows that were read with one extra. */
export function pageOf<R, T>(rows: readonly R[], limit: number, view: (row: R) => T, place: (row: R) => unknown[]) {
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { items: page.map(view), next_cursor: last === undefined ? null : encodeCursor(place(last)) };
}

const Place = z.tuple([z.literal('from'), z.int().nonnegative()]);

/** Returns a page of an in-memory list, or all of it without a limit. @throws InvalidCursorError */
export function pageOfList<T>(items: readonly T[], { limit = items.length, cursor }: PageOptions): Page<T> {
  const [, from] = cursor === undefined ? ['from', 0] : decodeCursor(cursor, Place);
  const end = from + limit;
  return { items: items.slice(from, end), next_cursor: end < items.length ? encodeCursor(['from', end]) : null };
}

export interface PageOptions {
  /** Default 100, at most 1000. */
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

export const limitOf = ({ limit = 100 }: PageOptions): number => Math.min(Math.max(limit, 1), 1000);
