import { p, Type } from '@mikro-orm/postgresql';

/** Timestamp in the format of events: UTC, ISO 8601 with milliseconds. */
class IsoTime extends Type<string, string> {
  override convertToJSValue(value: string): string {
    return value && isoTime(value);
  }

  override getColumnType(): string {
    return 'timestamptz';
  }
}

/** Timestamp as Postgres prints it in UTC. */
const UTC = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?\+00$/;

/**
 * Converts a Postgres timestamp to the format of events. UTC timestamps are converted without a `Date`, which is
 * slower.
 */
export function isoTime(value: string): string {
  const [, day, time, fraction = ''] = UTC.exec(value) ?? [];
  if (day === undefined || time === undefined) return new Date(value).toISOString();
  return `${day}T${time}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
}

export const time = () => p.type(IsoTime).$type<string>();
