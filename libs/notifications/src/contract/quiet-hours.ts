import type { QuietHours } from './webhook.ts';

/**
 * Returns the date on which the quiet hours around a time began, in their time zone; null if it is not in quiet hours.
 * They end on the next day unless `to` is after `from`.
 * @param now in milliseconds
 */
export function quietSince(hours: QuietHours | null, now: number): string | null {
  if (!hours) return null;
  const { from, to, time_zone } = hours;
  const [date, time] = wallClock(now, time_zone);
  if (from < to) return from <= time && time < to ? date : null;
  if (time >= from) return date;
  return time < to ? dayBefore(date) : null;
}

/** Returns the date, `2026-12-02`, and the time of day, `22:05`, in a time zone. */
function wallClock(now: number, timeZone: string): [string, string] {
  // The format of Sweden is that of ISO 8601.
  const text = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(now);
  const [date = '', time = ''] = text.split(' ');
  return [date, time];
}

const dayBefore = (date: string): string => new Date(Date.parse(date) - 24 * 3_600_000).toISOString().slice(0, 10);
