import { WEEKDAYS, type RunnerSchedule, type WorkWindow } from '@reprise/contracts';
import { Temporal } from 'temporal-polyfill';

/** Whether jobs are claimed now, and until when; null if this never changes. */
export interface WorkTime {
  readonly open: boolean;
  /** ISO 8601, UTC. */
  readonly until: string | null;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Number of days before today whose windows can reach into it; period of a schedule in days, plus one. */
const [BEFORE, AFTER] = [1, 8];
const WEEK_MS = 7 * 24 * 3_600_000;

/**
 * Returns whether a runner may claim jobs, and until when. Without a schedule, it always may. Windows are in wall clock
 * time, so they are an hour longer or shorter when the clocks change. A nonexistent time is moved past the gap. If a
 * time occurs twice, the first one counts.
 * @param now milliseconds since 1970
 */
export function workTime(schedule: RunnerSchedule | null, now: number): WorkTime {
  if (!schedule) return { open: true, until: null };
  const spans = merged(spansAround(schedule, now));
  const current = spans.find(({ from, to }) => from <= now && now < to);
  if (!current) return { open: false, until: iso(spans.find(({ from }) => from > now)?.from) };
  // A schedule repeats weekly, so an opening that lasts a week never ends.
  return { open: true, until: current.to - now > WEEK_MS ? null : iso(current.to) };
}

function spansAround({ time_zone, windows }: RunnerSchedule, now: number): Span[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(time_zone).toPlainDate();
  const days = Array.from({ length: BEFORE + AFTER + 1 }, (_, i) => today.add({ days: i - BEFORE }));
  return days.flatMap((day) =>
    windows
      .filter((window) => window.days.includes(WEEKDAYS[day.dayOfWeek - 1]!))
      .map((window) => spanOf(window, day, time_zone)),
  );
}

function spanOf({ from, to }: WorkWindow, day: Temporal.PlainDate, timeZone: string): Span {
  const last = to > from ? day : day.add({ days: 1 });
  return { from: instantOf(day, from, timeZone), to: instantOf(last, to, timeZone) };
}

/** `compatible`, the default of Temporal: the earlier of two times; a skipped time moves past the gap. */
const instantOf = (day: Temporal.PlainDate, time: string, timeZone: string): number =>
  day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds;

/** Joins overlapping or adjacent spans, in order. */
function merged(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && span.from <= last.to) joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else if (span.to > span.from) joined.push(span);
  }
  return joined;
}

const iso = (at: number | undefined): string | null => (at === undefined ? null : new Date(at).toISOString());
