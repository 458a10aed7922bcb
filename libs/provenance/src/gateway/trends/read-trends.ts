import type { QcReport } from '@reprise/contracts';
import { databaseOf, fork, isoTime, type ReadModel } from '@reprise/read-model';
import { sql } from 'kysely';
import type { MetricTrend, PipelineTrends } from '../../contract/index.ts';
import { distributionOf, westgardRules } from './westgard-rules.ts';

/** Number of completed jobs whose durations and metrics are read. */
const MOST_JOBS = 1000;
/** Values of a metric. A job for a samplesheet has values of hundreds of samples. */
const MOST_VALUES = 1000;
/** Longer spans have outcomes by week. */
const MOST_DAYS_BY_DAY = 31;

interface CompletedJob {
  readonly job_id: string;
  readonly sample_name: string;
  readonly completed_at: string;
  readonly duration_ms: number | null;
  readonly fresh: boolean;
  readonly qc: QcReport | null;
}

/** Returns durations, outcomes and quality metrics of the jobs of a pipeline that ended in the last days. */
export async function readTrends(readModel: ReadModel, pipeline: string, days: number): Promise<PipelineTrends> {
  const [jobs, outcomes] = await Promise.all([
    completedJobs(readModel, pipeline, days),
    readOutcomes(readModel, pipeline, days),
  ]);
  return { pipeline, days, durations: jobs.flatMap(durationOf), outcomes, metrics: metricTrends(jobs) };
}

const durationOf = ({ duration_ms, fresh, ...job }: CompletedJob): PipelineTrends['durations'] =>
  duration_ms === null ? [] : [{ ...endedJob(job), duration_ms, fresh }];

const endedJob = ({ job_id, sample_name, completed_at }: Omit<CompletedJob, 'duration_ms' | 'fresh'>) => ({
  job_id,
  sample_name,
  completed_at,
});

/**
 * Oldest first. The condition and the order use the index `job_ended`. The jobs are limited before the join, because
 * Postgres would otherwise start parallel workers, which takes longer than all the rest.
 */
async function completedJobs(readModel: ReadModel, pipeline: string, days: number): Promise<CompletedJob[]> {
  const { rows } = await sql<CompletedJob>`
    select job.job_id, job.sample_name, job.completed_at::text as completed_at, attempt.mode = 'fresh' as fresh,
      greatest(0, attempt.duration_ms - attempt.paused_ms) as duration_ms, attempt.progress->'qc' as qc
    from (
      select job_id, sample_name, completed_at, attempt from job
      where pipeline = ${pipeline} and status = 'completed'
        and completed_at >= now() - make_interval(days => ${days}::int)
      order by completed_at desc, job_id desc
      limit ${sql.lit(MOST_JOBS)}) as job
    join attempt on attempt.job_id = job.job_id and attempt.attempt = job.attempt
    order by job.completed_at desc, job.job_id desc`.execute(databaseOf(fork(readModel)));
  return rows.map((row) => ({ ...row, completed_at: isoTime(row.completed_at) })).toReversed();
}

/** Reads only the index `job_ended`. Times are grouped before they become text, because text is slow to compare. */
async function readOutcomes(readModel: ReadModel, pipeline: string, days: number): Promise<PipelineTrends['outcomes']> {
  const unit = days > MOST_DAYS_BY_DAY ? 'week' : 'day';
  const { rows } = await sql<PipelineTrends['outcomes'][number]>`
    select since::date::text as from, cause, jobs
    from (
      select date_trunc(${unit}, completed_at at time zone 'UTC') as since,
        case when status = 'failed' then coalesce(cause, 'error') end as cause, count(*)::int as jobs
      from job
      where pipeline = ${pipeline} and status in ('completed', 'failed')
        and completed_at >= now() - make_interval(days => ${days}::int)
      group by 1, 2) as counted
    order by since, cause nulls first`.execute(databaseOf(fork(readModel)));
  return rows;
}

/** Returns the trend of each metric that was measured, with the rules that its values break. */
function metricTrends(jobs: readonly CompletedJob[]): MetricTrend[] {
  const trends = new Map<string, MetricTrend>();
  for (const job of jobs)
    for (const { sample, metrics } of job.qc?.samples ?? [])
      for (const { name, label, unit, value } of metrics) {
        if (value === null) continue;
        const points = trends.get(name)?.points ?? [];
        points.push({ ...endedJob(job), sample, value, rules: [] });
        trends.set(name, { name, label, unit, mean: null, sd: null, points });
      }
  return [...trends.values()]
    .map((trend) => withRules({ ...trend, points: trend.points.slice(-MOST_VALUES) }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function withRules(trend: MetricTrend): MetricTrend {
  const values = trend.points.map(({ value }) => value);
  const distribution = distributionOf(values);
  if (!distribution) return trend;
  const rules = westgardRules(values, distribution);
  return { ...trend, ...distribution, points: trend.points.map((point, n) => ({ ...point, rules: rules[n]! })) };
}
