import { parseLabel, type Labels } from '@reprise/contracts';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import type { Rates } from '@reprise/gateway/shared/rates.ts';
import { databaseOf, fork, type ReadModel } from '@reprise/read-model';
import { sql } from 'kysely';
import type { Sums, SumsQuery } from '../../contract/index.ts';
import { monthOf, queueTimes, tasksOfJobs, type Month } from './read-resources.ts';
import { sumKnown, taskSums } from './task-sums.ts';
import { executions, type MeasuredTask } from './task-values.ts';

/** Jobs whose tasks are read for one answer. */
const MOST_JOBS = 10_000;
/** Jobs whose tasks are in memory at once. */
const JOBS_AT_ONCE = 250;

interface FoundJob {
  readonly job_id: string;
  readonly sample_name: string;
  readonly pipeline: string;
  readonly batch_id: string | null;
  readonly batch_name: string | null;
  readonly labels: Labels;
}

/** Sums over the tasks of one job, or over those of one job in one month. */
export interface JobSums extends FoundJob, Omit<Sums, 'jobs'> {
  /** Null if months are not separate, or if the job has not run. */
  readonly month: string | null;
}

export type SumsFilter = Omit<SumsQuery, 'min_seq'>;

/**
 * Returns the sums of each job that matches, in the order of submission. With a month, only its tasks and the attempts
 * that started in it, and only jobs with such. By month, a job has sums for each month in which it ran.
 * @throws ProblemException 422 if too many jobs match
 */
export async function sumJobs(readModel: ReadModel, filter: SumsFilter, rates: Rates): Promise<JobSums[]> {
  const month = filter.month === undefined ? undefined : monthOf(filter.month);
  const jobs = await findJobs(readModel, filter, month);
  if (jobs.length > MOST_JOBS)
    throw new ProblemException(
      422,
      `More than ${String(MOST_JOBS)} jobs match. Choose a month, a label or a pipeline.`,
    );
  const sums: JobSums[] = [];
  for (let from = 0; from < jobs.length; from += JOBS_AT_ONCE) {
    const some = jobs.slice(from, from + JOBS_AT_ONCE);
    const ids = some.map(({ job_id }) => job_id);
    const [tasks, waits] = await Promise.all([tasksOfJobs(readModel, ids), queueTimes(readModel, ids, month)]);
    for (const job of some) {
      const ran = executions(tasks.get(job.job_id) ?? []).filter(({ completed_at: at }) => isIn(month, at));
      const waited = waits.get(job.job_id) ?? new Map<string, number>();
      if (month && ran.length === 0 && waited.size === 0) continue;
      if (filter.by === 'month') sums.push(...sumsByMonth(job, ran, waited, rates));
      else sums.push(sumsOf(job, null, ran, [...waited.values()], rates));
    }
  }
  return sums;
}

function sumsByMonth(
  job: FoundJob,
  ran: readonly MeasuredTask[],
  waited: ReadonlyMap<string, number>,
  rates: Rates,
): JobSums[] {
  const months = new Set([...ran.map(endMonth), ...waited.keys()]);
  return [...(months.size > 0 ? months : [null])].map((month) => {
    const tasks = ran.filter((task) => endMonth(task) === month);
    return sumsOf(job, month, tasks, month === null ? [] : [waited.get(month) ?? null], rates);
  });
}

/** Month (UTC) in which a task ended. */
const endMonth = ({ completed_at }: MeasuredTask): string | null => completed_at?.slice(0, 7) ?? null;

function sumsOf(
  job: FoundJob,
  month: string | null,
  ran: readonly MeasuredTask[],
  waits: readonly (number | null)[],
  rates: Rates,
): JobSums {
  const { executor_ms, ...rest } = taskSums(ran, rates);
  return { ...job, month, ...rest, waiting: { queue_ms: sumKnown(waits), executor_ms } };
}

const isIn = (month: Month | undefined, at: string | null): boolean =>
  !month || (at !== null && Date.parse(at) >= Date.parse(month.from) && Date.parse(at) < Date.parse(month.to));

/** The condition with `coalesce` uses the index `job_completed_at`. Jobs that run have no end yet. */
async function findJobs(readModel: ReadModel, filter: SumsFilter, month: Month | undefined): Promise<FoundJob[]> {
  const labels: Record<string, string> = Object.fromEntries(
    (filter.label ?? []).map(parseLabel).filter((label) => label !== null),
  );
  const conditions = [
    sql`true`,
    ...(filter.label ? [sql`labels @> ${JSON.stringify(labels)}::jsonb`] : []),
    ...(filter.pipeline === undefined ? [] : [sql`pipeline = ${filter.pipeline}`]),
    ...(filter.batch === undefined ? [] : [sql`batch_id = ${filter.batch}::uuid`]),
    ...(month
      ? [
          sql`created_at < ${month.to}::timestamptz`,
          sql`coalesce(completed_at, 'infinity') >= ${month.from}::timestamptz`,
        ]
      : []),
  ];
  const { rows } = await sql<FoundJob>`
    select job_id, sample_name, pipeline, batch_id, batch_name, labels from job where ${sql.join(conditions, sql` and `)}
    order by created_at, job_id limit ${sql.lit(MOST_JOBS + 1)}`.execute(databaseOf(fork(readModel)));
  return rows;
}
