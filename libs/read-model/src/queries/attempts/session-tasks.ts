import type { TaskView } from '@reprise/contracts';
import { sql } from 'kysely';
import { databaseOf } from '../../database.ts';
import { TaskEntity } from '../../entities/index.ts';
import { rowsOf, UNMANAGED } from '../../entities/row.ts';
import { fork, type ReadModel } from '../../read-model.ts';
import { taskView } from './tasks.ts';

/** Returns all tasks of a job's attempts, starting with the given attempt, in order of first appearance. */
export async function sessionTasks(readModel: ReadModel, jobId: string, fromAttempt: number): Promise<TaskView[]> {
  const where = { job_id: jobId, attempt: { $gte: fromAttempt } };
  const order = { ...UNMANAGED, orderBy: { first_seq: 'asc' } } as const;
  return rowsOf(await fork(readModel).find(TaskEntity, where, order)).map(taskView);
}

/** Returns the latest started attempts of a pipeline's jobs, latest first. */
export async function latestAttempts(
  readModel: ReadModel,
  pipeline: string,
  limit: number,
): Promise<{ job_id: string; attempt: number }[]> {
  return databaseOf(fork(readModel))
    .selectFrom('attempt')
    .innerJoin('job', 'job.job_id', 'attempt.job_id')
    .select(['attempt.job_id', 'attempt.attempt'])
    .where('job.pipeline', '=', pipeline)
    .where('attempt.started_at', 'is not', null)
    .orderBy('attempt.started_at', 'desc')
    .limit(limit)
    .execute();
}

/** Number of successful attempts that determine usual durations. */
const LATEST = 20;

/**
 * Returns the median time in milliseconds of each process's longest task, over the latest successful attempts of a
 * pipeline. Excludes time spent waiting for an executor, cached tasks, and attempts that were paused.
 */
export async function usualDurations(readModel: ReadModel, pipeline: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ process: string; ms: number }>`
    select process, percentile_cont(0.5) within group (order by ms) as ms from (
      select facts ->> 'process' as process, max(coalesce(
        extract(epoch from (facts ->> 'completed_at')::timestamptz - (facts ->> 'started_at')::timestamptz) * 1000,
        (facts ->> 'duration_ms')::float8
      )) as ms
      from task join (
        select attempt.job_id, attempt.attempt from attempt join job on job.job_id = attempt.job_id
        where job.pipeline = ${pipeline} and attempt.status = 'succeeded' and attempt.paused_ms = 0
        order by attempt.completed_at desc limit ${LATEST}
      ) as latest on latest.job_id = task.job_id and latest.attempt = task.attempt
      where facts ->> 'status' = 'completed' and facts ->> 'duration_ms' is not null
      group by task.job_id, task.attempt, facts ->> 'process'
    ) as longest group by process`.execute(databaseOf(fork(readModel)));
  return new Map(rows.map(({ process, ms }) => [process, ms]));
}
