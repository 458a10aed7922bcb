import { dateTime, duration } from '../../../../shared/format.ts';
import type { MoreFilters } from '../../more-filters.ts';

export const CAUSES = ['error', 'killed', 'runner_lost', 'start_failed', 'abandoned'] as const;
export const causeText = (cause: string): string => cause.replaceAll('_', ' ');

/** Spans of `time`, which are those of `moreQuery`: it is in the first load, and this file is not. */
const TIME_TEXT: Readonly<Record<string, string>> = {
  '1h': 'last hour',
  '24h': 'last 24 hours',
  '7d': 'last 7 days',
  '30d': 'last 30 days',
};
export const TIME_KEYS = Object.keys(TIME_TEXT);
export const timeText = (time: string): string => TIME_TEXT[time] ?? time;

/** A filter as a chip shows it, and the names that it has in the address. */
export type MoreFilter = { label: string; text: string; names: (keyof MoreFilters)[] };

/** @param runnerOf returns the name of a runner */
export function moreFilters(more: MoreFilters, now: number, runnerOf = (id: string) => id): MoreFilter[] {
  const { cause, queue, runner_id: runner, time, from, to, min_duration_ms: min, max_duration_ms: max } = more;
  const submitted = rangeText(from, to, (at) => dayText(at, now), 'from', 'to');
  const ran = rangeText(min, max, (ms) => duration(Number(ms)), 'at least', 'at most');
  const all: MoreFilter[] = [
    { label: 'Cause', text: cause ? causeText(cause) : '', names: ['cause'] },
    { label: 'Queue', text: queue ?? '', names: ['queue'] },
    { label: 'Runner', text: runner ? runnerOf(runner) : '', names: ['runner_id'] },
    { label: 'Submitted', text: time ? timeText(time) : '', names: ['time'] },
    { label: 'Submitted', text: submitted, names: ['from', 'to'] },
    { label: 'Duration', text: ran, names: ['min_duration_ms', 'max_duration_ms'] },
  ];
  return all.filter(({ text }) => text);
}

function rangeText(
  first: string | undefined,
  last: string | undefined,
  textOf: (value: string) => string,
  ...[start, end]: [string, string]
): string {
  const parts = [first && `${start} ${textOf(first)}`, last && `${end} ${textOf(last)}`];
  return parts.filter(Boolean).join(' ');
}

/** A day of this browser's time zone as `2026-11-24` if the time begins or ends one; other times with their minute. */
function dayText(iso: string, now: number): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const isDay = iso === startOfDay(dayOf(iso)) || iso === endOfDay(dayOf(iso));
  return isDay ? dayOf(iso) : dateTime(iso, now);
}

/** Local day of a time, as in a field for a date; empty without one. */
export function dayOf(iso: string | undefined): string {
  const at = new Date(iso ?? '');
  if (Number.isNaN(at.getTime())) return '';
  const two = (n: number) => String(n).padStart(2, '0');
  return `${String(at.getFullYear())}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

export const startOfDay = (day: string): string => new Date(`${day}T00:00:00`).toISOString();
export const endOfDay = (day: string): string => new Date(`${day}T23:59:59.999`).toISOString();
