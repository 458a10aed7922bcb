import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type Expression, type RawBuilder } from 'kysely';
import { AttemptEntity, JobEntity, type AttemptRow, type JobRow } from '../../entities/index.ts';
import { namesOf, reader } from '../../entities/reader.ts';
import { prepared } from '../../prepared-statements.ts';

/**
 * Columns of the current attempt that a job's view needs. The others are larger than all of these together. No name is
 * the same as that of a column of the job.
 */
const ATTEMPT = [
  'progress',
  'failure',
  'cancel',
  'pipeline_revision',
  'runner_id',
  'process_id',
  'started_at',
] as const satisfies readonly Exclude<keyof AttemptRow, keyof JobRow>[];
export type ShownAttempt = Pick<AttemptRow, (typeof ATTEMPT)[number]>;

/** A job's row, and the row of its current attempt if there is one. */
export interface JobWithAttempt {
  readonly job: JobRow;
  readonly attempt: ShownAttempt | undefined;
}

/**
 * Finds jobs with their current attempts, in no particular order. Uses one statement, because MikroORM's `find` sends
 * one query per table and takes three times as long for the same rows, and Postgres is slow to build rows as JSON.
 * @param condition on `job`
 */
export async function findJobs(em: EntityManager, condition: RawBuilder<unknown>): Promise<JobWithAttempt[]> {
  const { rows } = await sql<FoundRow>`
    select ${columnsOf(em)} from job
    left join attempt as current on current.job_id = job.job_id and current.attempt = job.attempt
    where ${condition}`.execute(em.getKysely());
  return found(em, rows);
}

/** Query for a page of a sorted list. */
export interface SortedJobs {
  /** Rows of `job`, each with the value it is sorted by. */
  readonly jobs: Expression<{ readonly value: string }>;
  /** Order of these rows, by columns of `job`. */
  readonly order: RawBuilder<unknown>;
  /** Whether the statement is prepared, which requires that one plan suits all values. */
  readonly isPrepared: boolean;
}

/** Finds a page of jobs with their current attempts, in order, in one round trip. */
export async function findSortedJobs(
  em: EntityManager,
  { jobs, order, isPrepared }: SortedJobs,
): Promise<(JobWithAttempt & { readonly value: string })[]> {
  const { rows } = await sql<FoundRow & { value: string }>`${isPrepared ? prepared : sql``}
    select ${columnsOf(em)}, job.value from (${jobs}) as job
    left join attempt as current on current.job_id = job.job_id and current.attempt = job.attempt
    order by ${order}`.execute(em.getKysely());
  return found(em, rows).map((job, at) => ({ ...job, value: rows[at]!.value }));
}

/** Row as the driver returns it. The columns of the attempt are null if there is none. */
type FoundRow = Record<string, unknown>;

/** A string, because Kysely takes longer to compile a fragment per column than Postgres takes to find a page. */
function columnsOf(em: EntityManager): RawBuilder<unknown> {
  const job = namesOf(em, JobEntity).map((name) => `job.${name}`);
  return sql.raw([...job, ...ATTEMPT.map((name) => `current.${name}`)].join(', '));
}

function found(em: EntityManager, rows: readonly FoundRow[]): JobWithAttempt[] {
  const [toJob, toAttempt] = [reader(em, JobEntity), reader(em, AttemptEntity, ATTEMPT)];
  return rows.map((row) => ({ job: toJob(row), attempt: row.progress ? toAttempt(row) : undefined }));
}
