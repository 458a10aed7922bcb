import type { JobView } from '@reprise/contracts';
import { elapsedMs } from '@reprise/contracts/durations';

/** Filters that are in the address under the names of the API. `time`: submitted in the last hours or days. */
const NAMES = ['cause', 'queue', 'runner_id', 'time', 'from', 'to', 'min_duration_ms', 'max_duration_ms'] as const;
type Name = (typeof NAMES)[number];
export type MoreFilters = Partial<Record<Name, string>>;

/** Hours of each `time`. */
export const TIMES: Readonly<Record<string, number>> = { '1h': 1, '24h': 24, '7d': 168, '30d': 720 };
const HOUR_MS = 3_600_000;

export const hasMore = (more: MoreFilters): boolean => Object.keys(more).length > 0;

/** Returns the filters among the parameters. A cause belongs to failed jobs, and is dropped with another status. */
export function moreIn(params: MoreFilters, isFailed: boolean): MoreFilters {
  const given = NAMES.filter(
    (name) => params[name] && (name === 'cause' ? isFailed : name !== 'time' || TIMES[params.time!]),
  );
  return Object.fromEntries(given.map((name) => [name, params[name]]));
}

/** Returns the URL's parameters; `null` removes one. */
export const moreParams = (more: MoreFilters): Record<Name, string | null> =>
  Object.fromEntries(NAMES.map((name) => [name, more[name] ?? null])) as Record<Name, string | null>;

/** Returns the filters for the API. */
export const moreQuery = ({ time, ...same }: MoreFilters): Omit<MoreFilters, 'time'> =>
  time ? { ...same, from: new Date(Date.now() - TIMES[time]! * HOUR_MS).toISOString() } : same;

/** Whether a job matches, as on the server. */
export function matchesMore(job: JobView, more: MoreFilters): boolean {
  const { cause, queue, runner_id: runner, from, to, min_duration_ms: min, max_duration_ms: max } = moreQuery(more);
  const ms = elapsedMs(job, Date.now());
  return (
    (!cause || job.failure?.cause === cause) &&
    (!queue || job.queue === queue) &&
    (!runner || job.runner_id === runner) &&
    (!from || job.created_at >= from) &&
    (!to || job.created_at <= to) &&
    (!min || (ms ?? -1) >= Number(min)) &&
    (!max || (ms ?? Infinity) <= Number(max))
  );
}
