import type { BulkFilter } from '@reprise/contracts';
import { sql, type RawBuilder, type SqlBool } from 'kysely';

/** Returns the conditions on the current attempt of `job`: its runner and its duration, as the list shows them. */
export function attemptConditions({ runner_id, min_duration_ms: min, max_duration_ms: max }: BulkFilter) {
  const conditions: RawBuilder<SqlBool>[] = [];
  if (runner_id !== undefined) conditions.push(sql`${runnerOfJob} = ${runner_id}`);
  if (min !== undefined) conditions.push(sql`${elapsedMs} >= ${min}::float8`);
  if (max !== undefined) conditions.push(sql`${elapsedMs} <= ${max}::float8`);
  return conditions;
}

const ofAttempt = (value: RawBuilder<unknown>) => sql`(select ${value} from attempt current
  where current.job_id = job.job_id and current.attempt = job.attempt)`;

const hasEnded = sql`job.status in ('completed', 'failed')`;

/** Runner that has claimed an open job, or that ran the last attempt of an ended one, as in `jobView`. */
const runnerOfJob = sql`case when ${hasEnded} then ${ofAttempt(sql`current.runner_id`)}
  else job.state ->> 'claimed_by' end`;

/**
 * Milliseconds that the attempt has run without pauses, as `elapsedMs` of the contracts. The state of a job can be
 * large, so that it is read only for jobs that have not ended.
 */
const elapsedMs = sql`case when job.status <> 'pending' then ${ofAttempt(sql`greatest(0,
    extract(epoch from coalesce(job.completed_at,
      case when job.status = 'paused' then (job.state #>> '{pause,since}')::timestamptz end, now())
      - current.started_at) * 1000
    - case when ${hasEnded} then current.paused_ms else coalesce((job.state ->> 'paused_ms')::float8, 0) end)`)} end`;
