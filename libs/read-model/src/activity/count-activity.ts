import type { ActivityRow, AttemptRow } from '../entities/index.ts';
import { pgText } from '../rows/pg-values.ts';
import { microsecondsOf, POSTGRES_EPOCH_MS } from '../times/microseconds.ts';

/** Numbers to add to the table, by key. */
export type ActivityCounts = Map<string, ActivityRow>;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const SPANS = { hour: HOUR_MS, day: 24 * HOUR_MS } as const;

/**
 * Counts the attempts that started or ended with a batch of events. An attempt does both at most once, so the counts do
 * not depend on the division of a history into batches.
 * @param before rows before the batch
 * @param changed rows that the batch changed
 */
export function countActivity(
  counts: ActivityCounts,
  before: ReadonlyMap<string, AttemptRow>,
  changed: ReadonlyMap<string, AttemptRow>,
): void {
  for (const [key, row] of changed) {
    const earlier = before.get(key);
    if (row.started_at !== null && (earlier?.started_at ?? null) === null) addStart(counts, row, row.started_at);
    if (row.completed_at !== null && (earlier?.completed_at ?? null) === null) addEnd(counts, row, row.completed_at);
  }
}

function addStart(counts: ActivityCounts, { requested_at, runner_id }: AttemptRow, started_at: string): void {
  const at = millisecondsOf(started_at);
  const wait_ms = Math.max(0, at - millisecondsOf(requested_at));
  add(counts, at, { state: 'started', cause: '', runner_id: pgText(runner_id ?? ''), wait_ms });
}

function addEnd(counts: ActivityCounts, { status, failure, runner_id }: AttemptRow, completed_at: string): void {
  const of = { state: status, cause: failure?.cause ?? '', runner_id: pgText(runner_id ?? ''), wait_ms: 0 };
  add(counts, millisecondsOf(completed_at), of);
}

type Counted = Pick<ActivityRow, 'state' | 'cause' | 'runner_id' | 'wait_ms'>;

function add(counts: ActivityCounts, at: number, { state, cause, runner_id, wait_ms }: Counted): void {
  // Times that the tables reject. Their events are quarantined.
  if (Number.isNaN(at + wait_ms)) return;
  for (const span of ['hour', 'day'] as const) {
    const since = new Date(at - modulo(at, SPANS[span])).toISOString();
    const key = JSON.stringify([span, since, state, cause, runner_id]);
    const row = counts.get(key);
    counts.set(key, {
      span,
      since,
      state,
      cause,
      runner_id,
      attempts: (row?.attempts ?? 0) + 1,
      wait_ms: (row?.wait_ms ?? 0) + wait_ms,
      longest_wait_ms: Math.max(row?.longest_wait_ms ?? 0, wait_ms),
      waits_over_10_min: (row?.waits_over_10_min ?? 0) + Number(wait_ms > 10 * MINUTE_MS),
      waits_over_1_h: (row?.waits_over_1_h ?? 0) + Number(wait_ms > HOUR_MS),
    });
  }
}

/** As the tables store the time, so that rows in memory and rows from the tables are counted alike. */
const millisecondsOf = (text: string): number => {
  const microseconds = microsecondsOf(text);
  return microseconds === null ? Date.parse(text) : Math.floor(Number(microseconds) / 1000) + POSTGRES_EPOCH_MS;
};

/** Remainder that is never negative, also before 1970. */
const modulo = (value: number, by: number): number => ((value % by) + by) % by;
