import type { TaskView } from '@reprise/contracts';
import { anyOf, databaseOf, fork, taskView, type ReadModel } from '@reprise/read-model';
import type { Task } from '@reprise/job';
import { sql } from 'kysely';

interface TaskRow {
  readonly job_id: string;
  readonly attempt: number;
  readonly facts: Task;
}

/** Returns the tasks of all attempts of each job, in order of appearance. */
export async function tasksOfJobs(
  readModel: ReadModel,
  jobIds: readonly string[],
): Promise<Map<string, readonly TaskView[]>> {
  const { rows } = await sql<TaskRow>`
    select job_id, attempt::float8, facts from task
    where job_id = ${anyOf(jobIds, 'uuid')} order by first_seq`.execute(databaseOf(fork(readModel)));
  const tasks = new Map<string, TaskView[]>(jobIds.map((jobId) => [jobId, []]));
  for (const row of rows) tasks.get(row.job_id)?.push(taskView(row));
  return tasks;
}

/** Returns the ids of the jobs of a pipeline that completed last. */
export async function latestCompleted(readModel: ReadModel, pipeline: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ job_id: string }>`
    select job_id from job where pipeline = ${pipeline} and status = 'completed'
    order by coalesce(completed_at, 'infinity') desc, job_id desc limit ${limit}`.execute(databaseOf(fork(readModel)));
  return rows.map(({ job_id }) => job_id);
}

/**
 * Returns the milliseconds that the attempts of each job waited from their request to the start of Nextflow, by the
 * month (UTC) of the start; without jobs of which no attempt started. @param month only attempts that started in it
 */
export async function queueTimes(
  readModel: ReadModel,
  jobIds: readonly string[],
  month?: Month,
): Promise<Map<string, ReadonlyMap<string, number>>> {
  const inMonth = month
    ? sql`and started_at >= ${month.from}::timestamptz and started_at < ${month.to}::timestamptz`
    : sql``;
  const { rows } = await sql<{ job_id: string; month: string; ms: number }>`
    select job_id, to_char(started_at at time zone 'UTC', 'YYYY-MM') as month,
      sum(greatest(0, extract(epoch from started_at - requested_at) * 1000))::float8 as ms from attempt
    where job_id = ${anyOf(jobIds, 'uuid')} and started_at is not null ${inMonth}
    group by 1, 2`.execute(databaseOf(fork(readModel)));
  const waits = new Map<string, Map<string, number>>();
  for (const { job_id, month: started, ms } of rows)
    waits.set(job_id, (waits.get(job_id) ?? new Map<string, number>()).set(started, ms));
  return waits;
}

/** A month in UTC: its first moment, and that of the next month. */
export interface Month {
  readonly from: string;
  readonly to: string;
}

/** @param text such as `2026-11` */
export function monthOf(text: string): Month {
  const from = new Date(`${text}-01T00:00:00Z`);
  return {
    from: from.toISOString(),
    to: new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1)).toISOString(),
  };
}
