/** Formats numbers and times for users. Durations are in milliseconds, times in ISO 8601. */

export { duration, shortDuration } from '@reprise/contracts/durations';
export { bytes } from '@reprise/contracts/sizes';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const two = (n: number): string => String(n).padStart(2, '0');

/** "less than a minute", "about 25 min", "about 2 h 10 min", "about 3 d". For estimates. */
export function about(ms: number): string {
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return `about ${minutes} min`;
  // Rounded to ten minutes, and above ten hours to the hour.
  const tens = Math.round(minutes / 10) * 10;
  if (minutes < 600) return `about ${Math.floor(tens / 60)} h${tens % 60 ? ` ${tens % 60} min` : ''}`;
  return ms < 2 * DAY ? `about ${Math.round(ms / HOUR)} h` : `about ${Math.round(ms / DAY)} d`;
}

/** "just now", "9 min ago", "2 h ago", "3 d ago"; the date after a week. */
export function ago(iso: string, now: number): string {
  const ms = now - Date.parse(iso);
  if (ms < MINUTE) return 'just now';
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min ago`;
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h ago`;
  if (ms < 7 * DAY) return `${Math.floor(ms / DAY)} d ago`;
  return dayOf(new Date(iso), new Date(now));
}

/** Local date and time without seconds: "14:03", "23 Nov, 14:03". The date is omitted if it is today. */
export function dateTime(iso: string, now: number): string {
  const at = new Date(iso);
  const today = new Date(now);
  const time = `${two(at.getHours())}:${two(at.getMinutes())}`;
  return at.toDateString() === today.toDateString() ? time : `${dayOf(at, today)}, ${time}`;
}

/** Local time of day with seconds: "14:25:37". */
export function clockTime(iso: string): string {
  const at = new Date(iso);
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** Returns the end, in ISO 8601, of something that began at a given time and took a given number of milliseconds. */
export const endTime = (startedAt: string, ms: number): string => new Date(Date.parse(startedAt) + ms).toISOString();

/** "2026-11-24 14:03:21 UTC", for tooltips. */
export const utc = (iso: string): string => `${new Date(iso).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** "14:03:21 UTC"; with the date if it is not today. */
export function utcMoment(iso: string, now: number): string {
  const at = utc(iso);
  return at.slice(0, 10) === new Date(now).toISOString().slice(0, 10) ? at.slice(11) : at;
}

/** Time of day in UTC, with seconds: "14:25:37". */
export const utcTime = (iso: string): string => new Date(iso).toISOString().slice(11, 19);

/** The day in UTC: "24 November", with the year unless it is the current one; `name` is "Today", "Yesterday" or empty. */
export function utcDay(iso: string, now: number): { name: string; date: string } {
  const day = iso.slice(0, 10);
  const date = new Date(iso);
  const words = `${date.getUTCDate()} ${date.toLocaleString('en-GB', { month: 'long', timeZone: 'UTC' })}`;
  const year = date.getUTCFullYear();
  const dayBefore = (days: number) => new Date(now - days * DAY).toISOString().slice(0, 10);
  return {
    name: day === dayBefore(0) ? 'Today' : day === dayBefore(1) ? 'Yesterday' : '',
    date: year === new Date(now).getUTCFullYear() ? words : `${words} ${year}`,
  };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function dayOf(at: Date, today: Date): string {
  const day = `${at.getDate()} ${MONTHS[at.getMonth()]}`;
  return at.getFullYear() === today.getFullYear() ? day : `${day} ${at.getFullYear()}`;
}

/** "1,284" */
export const count = (n: number): string => n.toLocaleString('en-GB');

/** "1 step", "3 steps" */
export const plural = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`;

/** "1st", "22nd", "113th" */
export function ordinal(n: number): string {
  const suffix = { one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' };
  return `${n}${suffix[new Intl.PluralRules('en', { type: 'ordinal' }).select(n)]}`;
}

/** First two groups of a UUID, which are sufficient to distinguish the jobs of a day. */
export const shortId = (id: string): string => id.slice(0, 13);

/** First eight digits of a pipeline's revision. */
export const shortRevision = (revision: string): string => revision.slice(0, 8);

/** Value of a parameter as text; empty if not set. */
export const shownValue = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);

/** Returns the text with its first letter in upper case. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Returns a message that begins in upper case, unless it begins with a name, such as `input_dir`. */
export const asSentence = (message: string): string => (/^[a-z]+ /.test(message) ? capital(message) : message);

const UUID = /^[0-9a-f-]{36}$/;

/** Short name of a runner, for a place labelled "Runner": the end of its id, if that is a UUID. */
export const shortRunner = (id: string): string => (UUID.test(id) ? id.slice(-6) : id);

/** Name of a runner whose host is unknown, for a sentence: "runner 0a1b2c". */
export const runnerName = (id: string): string => (UUID.test(id) ? `runner ${shortRunner(id)}` : id);

/** "AM" for a.meyer, "LI" for svc-lims. */
export function initials(actor: string): string {
  const parts = actor
    .replace(/^svc-/, '')
    .split(/[.\s_-]+/)
    .filter(Boolean);
  const letters = parts.length > 1 ? `${parts[0]?.[0]}${parts[1]?.[0]}` : (parts[0] ?? '?').slice(0, 2);
  return letters.toUpperCase();
}
