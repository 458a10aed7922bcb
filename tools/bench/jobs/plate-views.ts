/** A request of a page, and the plain query for its rows. */
export interface PlateView {
  readonly name: string;
  readonly path: string;
  /** Returns the number of rows in a response. */
  readonly count: (body: never) => number;
  readonly sql: string;
  readonly values: readonly unknown[];
  readonly gap?: string;
}

const items = ({ items: rows }: { items: readonly unknown[] }) => rows.length;

const withAttempts = `select job.*, attempt.* from job join attempt using (job_id, attempt)`;

/** Returns the requests of the page of a batch, a filtered list, the trends of a pipeline, and the operations. */
export const plateViews = (batchId: string): PlateView[] => [
  {
    name: 'a batch',
    path: `/api/batches/${batchId}`,
    count: () => 1,
    sql: `select batch_id, min(batch_name) as name, min(created_by) as created_by, min(created_at), max(completed_at),
      array_agg(distinct pipeline) as pipelines, count(*), count(*) filter (where status = 'failed') as failed
      from job where batch_id = $1 group by batch_id`,
    values: [batchId],
  },
  {
    name: 'jobs of a batch',
    path: `/api/jobs?batch=${batchId}&limit=100&sort=sample_name&order=asc`,
    count: items,
    sql: `${withAttempts} where batch_id = $1 order by sample_name limit 100`,
    values: [batchId],
  },
  {
    name: 'list by a filter',
    path: `/api/jobs?status=failed&cause=error&pipeline=wes&label=${encodeURIComponent('project=cardio')}&limit=50`,
    count: items,
    sql: `${withAttempts} where job.status = 'failed' and job.cause = 'error' and job.pipeline = 'wes'
      and job.labels @> '{"project": "cardio"}' order by job.created_at desc limit 50`,
    values: [],
  },
  {
    name: 'trends of 90 days',
    path: '/api/pipelines/wes/trends?days=90',
    count: ({ durations }: { durations: readonly unknown[] }) => durations.length,
    sql: `select job.job_id, job.sample_name, job.completed_at, attempt.mode, attempt.duration_ms,
      attempt.progress->'qc' as qc from job join attempt using (job_id, attempt)
      where job.pipeline = 'wes' and job.status = 'completed' and job.completed_at >= now() - interval '90 days'
      order by job.completed_at desc limit 1000`,
    values: [],
  },
  {
    name: 'operations of a year',
    path: '/api/operations?span=year',
    count: ({ ended, waits }: { ended: readonly unknown[]; waits: readonly unknown[] }) => ended.length + waits.length,
    sql: `select date_trunc('week', since, 'UTC') as since, state, cause, runner_id, sum(attempts), sum(wait_ms)
      from activity where span = 'day' and since >= date_trunc('week', now(), 'UTC') - interval '52 weeks'
      group by 1, 2, 3, 4`,
    values: [],
  },
  {
    name: 'operations of a week',
    path: '/api/operations?span=week',
    count: ({ ended, waits }: { ended: readonly unknown[]; waits: readonly unknown[] }) => ended.length + waits.length,
    sql: `select date_trunc('day', since, 'UTC') as since, state, cause, runner_id, sum(attempts), sum(wait_ms)
      from activity where span = 'day' and since >= date_trunc('day', now(), 'UTC') - interval '6 days'
      group by 1, 2, 3, 4`,
    values: [],
  },
];
