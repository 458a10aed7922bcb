import { parseLabel, type Labels } from '@reprise/contracts';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import type { Rates } from '@reprise/gateway/shared/rates.ts';
import { databaseOf, fork, type ReadModel } from '@reprise/read-model';
import { sql } from 'kysely';
import type { Footprint, Hours, ResourceSums, Sums, SumsQuery } from '../../contract/index.ts';
import { basisOf } from './footprint.ts';
import { monthOf, queueTimes, tasksOfJobs, type Month } from './read-resources.ts';
import { sumKnown, taskSums } from './task-sums.ts';
import { executions } from './task-values.ts';

/** Jobs whose tasks are read for one answer. */
const MOST_JOBS = 10_000;
/** Jobs whose tasks are in memory at once. */
const JOBS_AT_ONCE = 250;

interface FoundJob {
  readonly job_id: string;
  readonly sample_name: string;
  readonly pipeline: string;
  readonly batch_name: string | null;
  readonly labels: Labels;
}

/** Sums over the tasks of one job. */
export interface JobSums extends FoundJob, Omit<Sums, 'jobs'> {}

export type SumsFilter = Omit<SumsQuery, 'min_seq'>;

/**
 * Returns the sums of each job that matches, in the order of submission. With a month, only its tasks and the attempts
 * that started in it, and only jobs with such.
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
      const queue_ms = waits.get(job.job_id) ?? null;
      if (month && ran.length === 0 && queue_ms === null) continue;
      const { executor_ms, ...rest } = taskSums(ran, rates);
      sums.push({ ...job, ...rest, waiting: { queue_ms, executor_ms } });
    }
  }
  return sums;
}

/** Returns the sums over some jobs, also by pipeline. */
export function resourceSums(jobs: readonly JobSums[], rates: Rates): ResourceSums {
  const names = [...new Set(jobs.map(({ pipeline }) => pipeline))].toSorted();
  return {
    ...total(jobs),
    pipelines: names.map((pipeline) => ({ pipeline, ...total(jobs.filter((job) => job.pipeline === pipeline)) })),
    basis: basisOf(rates),
  };
}

function total(jobs: readonly JobSums[]): Sums {
  const hours = (of: (job: JobSums) => Hours): Hours => ({
    requested: sumKnown(jobs.map((job) => of(job).requested)),
    used: sumKnown(jobs.map((job) => of(job).used)),
  });
  const footprint = (part: keyof Footprint) => sumKnown(jobs.map((job) => job.footprint[part]));
  return {
    jobs: jobs.length,
    tasks: jobs.reduce((sum, { tasks }) => sum + tasks, 0),
    tasks_without_requests: jobs.reduce((sum, { tasks_without_requests }) => sum + tasks_without_requests, 0),
    cpu_hours: hours(({ cpu_hours }) => cpu_hours),
    memory_gb_hours: hours(({ memory_gb_hours }) => memory_gb_hours),
    waiting: {
      queue_ms: sumKnown(jobs.map(({ waiting }) => waiting.queue_ms)),
      executor_ms: sumKnown(jobs.map(({ waiting }) => waiting.executor_ms)),
    },
    footprint: { cost: footprint('cost'), energy_kwh: footprint('energy_kwh'), co2e_g: footprint('co2e_g') },
  };
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
    select job_id, sample_name, pipeline, batch_name, labels from job where ${sql.join(conditions, sql` and `)}
    order by created_at, job_id limit ${sql.lit(MOST_JOBS + 1)}`.execute(databaseOf(fork(readModel)));
  return rows;
}
