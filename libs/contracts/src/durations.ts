/**
 * Durations for the page, the command line and the printed report. Rounded down, so that a running job and an ended one
 * are displayed alike. Does not import zod, because the page loads this file first.
 */

const SECOND_MS = 1000;
const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

/** "54 s", "9 m 26 s", "1 h 04 m", "2 d 3 h". */
export function duration(ms: number): string {
  const s = Math.max(0, Math.floor(ms / SECOND_MS));
  if (s < MINUTE_S) return `${s} s`;
  if (s < HOUR_S) return `${Math.floor(s / MINUTE_S)} m ${two(s % MINUTE_S)} s`;
  if (s < DAY_S) return `${Math.floor(s / HOUR_S)} h ${two(Math.floor((s % HOUR_S) / MINUTE_S))} m`;
  return `${Math.floor(s / DAY_S)} d ${Math.floor((s % DAY_S) / HOUR_S)} h`;
}

/** Like `duration`, with tenths below ten seconds: "0.4 s". At least "0.1 s" if any time passed. */
export const shortDuration = (ms: number): string =>
  ms < 10 * SECOND_MS && ms > 0 ? `${Math.max(0.1, Math.floor(ms / 100) / 10).toFixed(1)} s` : duration(ms);

const UNITS = [
  ['day', DAY_S],
  ['hour', HOUR_S],
  ['minute', MINUTE_S],
] as const;

/** A configured duration, such as "30 days" or "1 hour", in the largest unit that divides it, down to seconds. */
export function wholeDuration(ms: number): string {
  const s = Math.round(ms / SECOND_MS);
  const [name, unit] = UNITS.find(([, each]) => s >= each && s % each === 0) ?? ['second', 1];
  const count = s / unit;
  return `${String(count)} ${name}${count === 1 ? '' : 's'}`;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** Times of an attempt, as in the views of jobs and attempts. */
interface Timed {
  readonly started_at: string | null;
  readonly completed_at: string | null;
  readonly status: string;
  readonly paused?: { readonly since: string } | null;
  readonly paused_ms?: number;
}

/** Milliseconds that the current attempt has run, without pauses; null before its start. */
export function elapsedMs(job: Timed, now: number): number | null {
  if (job.started_at === null || job.status === 'pending') return null;
  const hasEnded = job.status === 'completed' || job.status === 'failed';
  const end = hasEnded && job.completed_at !== null ? Date.parse(job.completed_at) : now;
  const paused = (job.paused_ms ?? 0) + (job.paused ? end - Date.parse(job.paused.since) : 0);
  return Math.max(0, end - Date.parse(job.started_at) - paused);
}

/** `elapsedMs` as text; empty before the start. */
export function elapsedText(job: Timed, now: number): string {
  const ms = elapsedMs(job, now);
  return ms === null ? '' : duration(ms);
}

/** ", and 4 m 00 s paused", which follows a duration without pauses; empty below a second. */
export const pausedText = (paused_ms: number): string =>
  paused_ms < SECOND_MS ? '' : `, and ${duration(paused_ms)} paused`;
