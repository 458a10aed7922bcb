/** 2000-01-01, the epoch of Postgres, in milliseconds of Unix time. */
export const POSTGRES_EPOCH_MS = Date.UTC(2000, 0, 1);
/** Timestamps of events: UTC, ISO 8601. Nearly all have a three-digit fraction; Postgres rejects 129 digits or more. */
const MILLISECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const ANY = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/;

/**
 * Returns a `timestamptz` as Postgres stores it, in microseconds; null if the text is not a timestamp of an event, or
 * is finer than nanoseconds.
 */
export function microsecondsOf(text: string): bigint | number | null {
  if (MILLISECONDS.test(text)) return sum(Date.parse(text) - POSTGRES_EPOCH_MS, 0);
  const [, seconds = '', fraction = ''] = ANY.exec(text) ?? [];
  return sum(Date.parse(`${seconds}Z`) - POSTGRES_EPOCH_MS, nearest(Number(`0.${fraction}0`) * 1e6));
}

function sum(milliseconds: number, microseconds: number): bigint | number | null {
  if (Number.isNaN(milliseconds)) return null;
  const sum = milliseconds * 1000 + microseconds;
  return Number.isSafeInteger(sum) ? sum : BigInt(milliseconds) * 1000n + BigInt(microseconds);
}

/** Rounds half to even, like Postgres. */
function nearest(value: number): number {
  const floor = Math.floor(value);
  return value - floor === 0.5 ? floor + (floor % 2) : Math.round(value);
}
