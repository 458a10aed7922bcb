import { p, Type } from '@mikro-orm/postgresql';

/** A point in time as the events write it: UTC, ISO 8601 with milliseconds. */
export class IsoTime extends Type<string, string> {
  override convertToJSValue(value: string): string {
    return value && isoTime(value);
  }

  override getColumnType(): string {
    return 'timestamptz';
  }
}

/** Converts a time as Postgres writes it to the format of the events. */
export const isoTime = (value: string): string => new Date(value).toISOString();

export const time = () => p.type(IsoTime).$type<string>();
