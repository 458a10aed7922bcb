import { databaseOf, fork, isoTime, type ReadModel } from '@reprise/read-model';
import { sql } from 'kysely';
import { STEPS, type Operations, type OperationsSpan } from '../contract/index.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const STEP_MS = { hour: HOUR_MS, day: DAY_MS, week: 7 * DAY_MS } as const;
/** Number of parts, including the current one, which is not over. */
const PARTS: Readonly<Record<OperationsSpan, number>> = { day: 24, week: 7, month: 30, year: 53 };
/** Monday, 5 January 1970: weeks begin on Mondays. */
const MONDAY_MS = 4 * DAY_MS;

type Step = Operations['step'];

/** Returns the figures of a span that ends at `now`, in milliseconds. */
export async function readOperations(readModel: ReadModel, span: OperationsSpan, now: number): Promise<Operations> {
  const step = STEPS[span];
  const parts = partsOf(step, PARTS[span], now);
  const [{ ended, waits }, runners] = await Promise.all([
    readActivity(readModel, step, parts[0]!),
    readRunners(readModel, step, parts[0]!),
  ]);
  return { span, step, parts, ended, waits, runners };
}

function partsOf(step: Step, count: number, now: number): string[] {
  const length = STEP_MS[step];
  const offset = step === 'week' ? MONDAY_MS : 0;
  const last = now - ((now - offset) % length);
  return Array.from({ length: count }, (_, n) => new Date(last - (count - 1 - n) * length).toISOString());
}

interface ActivitySum {
  readonly since: string;
  readonly state: 'started' | Operations['ended'][number]['status'];
  /** Null unless the attempts failed. */
  readonly cause: string | null;
  readonly runner_id: string;
  readonly attempts: number;
  readonly wait_ms: number;
  readonly longest_ms: number;
  readonly over_10_min: number;
  readonly over_1_h: number;
}

/** Only failures are split by their cause. Times are grouped before they become text, because text is slow to compare. */
async function readActivity(
  readModel: ReadModel,
  step: Step,
  from: string,
): Promise<Pick<Operations, 'ended' | 'waits'>> {
  const { rows } = await sql<ActivitySum>`
    select since::text as since, state, cause, runner_id, attempts, wait_ms, longest_ms, over_10_min, over_1_h
    from (
      select date_trunc(${step}, since, 'UTC') as since, state,
        case when state = 'failed' then coalesce(nullif(cause, ''), 'error') end as cause,
        case when state = 'started' then '' else runner_id end as runner_id, sum(attempts)::int as attempts,
        sum(wait_ms)::float8 as wait_ms, max(longest_wait_ms)::float8 as longest_ms,
        sum(waits_over_10_min)::int as over_10_min, sum(waits_over_1_h)::int as over_1_h
      from activity
      where span = ${step === 'hour' ? 'hour' : 'day'} and since >= ${from}::timestamptz
      group by 1, 2, 3, 4) as parts
    order by parts.since, state, cause, runner_id`.execute(databaseOf(fork(readModel)));
  const ended: Operations['ended'] = [];
  const waits: Operations['waits'] = [];
  for (const { since, state, cause, runner_id, attempts, wait_ms, ...wait } of rows) {
    const part = isoTime(since);
    if (state === 'started') waits.push({ from: part, attempts, mean_ms: wait_ms / attempts, ...wait });
    else
      ended.push({
        from: part,
        status: state,
        cause,
        runner_id: runner_id || null,
        attempts,
      });
  }
  return { ended, waits };
}

interface RunnerSum {
  readonly runner_id: string;
  readonly host: string | null;
  readonly since: string;
  readonly slots: number;
  readonly slots_taken: number;
  readonly disk_bytes: number | null;
  readonly disk_free_bytes: number | null;
}

async function readRunners(readModel: ReadModel, step: Step, from: string): Promise<Operations['runners']> {
  const { rows } = await sql<RunnerSum>`
    select runner_id, max(host) as host, date_trunc(${step}, since, 'UTC')::text as since,
      (sum(slots) / sum(measurements))::float8 as slots, (sum(slots_taken) / sum(measurements))::float8 as slots_taken,
      max(disk_bytes)::float8 as disk_bytes, min(disk_free_bytes)::float8 as disk_free_bytes
    from operations.runner_hour
    where since >= ${from}::timestamptz
    group by 1, 3 order by 1, 3`.execute(databaseOf(fork(readModel)));
  const runners = new Map<string, Operations['runners'][number]>();
  for (const { runner_id, host, since, ...point } of rows) {
    const points = runners.get(runner_id)?.points ?? [];
    points.push({ from: isoTime(since), ...point });
    runners.set(runner_id, { runner_id, host, points });
  }
  return [...runners.values()];
}
