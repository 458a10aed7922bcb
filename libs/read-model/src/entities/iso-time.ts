import { p, Type } from '@mikro-orm/postgresql';

/** A point in time as the events write it: UTC, ISO 8601 with milliseconds. */
class IsoTime extends Type<string, string> {
  override convertToJSValue(value: string): string {
    return value && isoTime(value);
  }

  override getColumnType(): string {
    return 'timestamptz';
  }
}

/** A time as Postgres writes it in UTC. */
const UTC = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?\+00$/;

/** Converts a time as Postgres writes it to the format of the events: those of UTC without a date, which takes longer. */
export function isoTime(value: string): string {
  const [, day, time, fraction = ''] = UTC.exec(value) ?? [];
  if (day === undefined || time === undefined) return new Date(value).toISOString();
  return `${day}T${time}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
}

export const time = () => p.type(IsoTime).$type<string>();
