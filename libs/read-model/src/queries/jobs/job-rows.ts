import type { EntityManager, EntityName } from '@mikro-orm/postgresql';
import { sql, type Expression, type RawBuilder } from 'kysely';
import { AttemptEntity, JobEntity, type AttemptRow, type JobRow } from '../../entities/index.ts';
import { IsoTime, isoTime } from '../../entities/iso-time.ts';

/** A job's row, and that of its current attempt once it has one. */
export interface JobWithAttempt {
  readonly job: JobRow;
  readonly attempt: AttemptRow | undefined;
}

/** A place in a sorted list: `value` is that of the column that it is sorted by. */
export interface JobPlace {
  readonly job_id: string;
  readonly value: string;
}

interface Found {
  readonly job: JobRow;
  readonly attempt: AttemptRow | null;
}

/**
 * Finds jobs with their current attempts, in no order. One statement, whose rows come as JSON: MikroORM's `find` takes three
 * times as long for the same rows, once for each table.
 * @param condition on `job`
 */
export async function findJobs(em: EntityManager, condition: RawBuilder<unknown>): Promise<JobWithAttempt[]> {
  const { rows } = await sql<Found>`
    select row_to_json(job) as job, row_to_json(current) as attempt from job
    left join attempt as current on current.job_id = job.job_id and current.attempt = job.attempt
    where ${condition}`.execute(em.getKysely());
  const converted = conversionOf(em);
  return rows.map((row) => converted(row));
}

/** Finds the jobs at the places that a query returns, in its order: in one way to the database and back. */
export async function findPlacedJobs(
  em: EntityManager,
  places: Expression<JobPlace>,
): Promise<(JobWithAttempt & { readonly value: string })[]> {
  const { rows } = await sql<Found & { value: string }>`
    select row_to_json(job) as job, row_to_json(current) as attempt, place.value
    from (select found.*, row_number() over () as number from (${places}) as found) as place
    join job on job.job_id = place.job_id
    left join attempt as current on current.job_id = job.job_id and current.attempt = job.attempt
    order by place.number`.execute(em.getKysely());
  const converted = conversionOf(em);
  return rows.map((row) => ({ ...converted(row), value: row.value }));
}

function conversionOf(em: EntityManager): (row: Found) => JobWithAttempt {
  const [jobTimes, attemptTimes] = [timesOf(em, JobEntity), timesOf(em, AttemptEntity)];
  return ({ job, attempt }) => ({
    job: withIsoTimes(job, jobTimes),
    attempt: attempt ? withIsoTimes(attempt, attemptTimes) : undefined,
  });
}

/** Columns whose form in Postgres's JSON is not that of the events. */
const timesOf = <E extends object>(em: EntityManager, entity: EntityName<E>): string[] =>
  em.getMetadata(entity).props.flatMap(({ name, customType }) => (customType instanceof IsoTime ? [name] : []));

function withIsoTimes<R extends object>(row: R, times: readonly string[]): R {
  const given = row as Readonly<Record<string, string | null>>;
  const converted: Record<string, string | null> = { ...given };
  for (const name of times) converted[name] = given[name] ? isoTime(given[name]) : null;
  return converted as R;
}
