import type { EntityManager, EntityName } from '@mikro-orm/postgresql';
import { sql, type Expression, type RawBuilder } from 'kysely';
import { AttemptEntity, JobEntity, type AttemptRow, type JobRow } from '../../entities/index.ts';
import { prepared } from '../../prepared-statements.ts';
import { conversions } from '../../rows/read-rows.ts';

/** Columns of its current attempt that a job shows: the others are larger than all of these. */
const SHOWN = [
  'progress',
  'failure',
  'cancel',
  'pipeline_revision',
  'runner_id',
  'process_id',
  'started_at',
] as const satisfies readonly (keyof AttemptRow)[];
export type ShownAttempt = Pick<AttemptRow, (typeof SHOWN)[number]>;

/** A job's row, and that of its current attempt once it has one. */
export interface JobWithAttempt {
  readonly job: JobRow;
  readonly attempt: ShownAttempt | undefined;
}

/** A place in a sorted list: `value` is that of the column that it is sorted by. */
export interface JobPlace {
  readonly job_id: string;
  readonly value: string;
}

type Found = Readonly<Record<string, unknown>>;

/**
 * Finds jobs with their current attempts, in no order. One statement: MikroORM's `find` takes three times as long for the
 * same rows, once for each table; rows as JSON take Postgres longer to write than all else.
 * @param condition on `job`
 */
export async function findJobs(em: EntityManager, condition: RawBuilder<unknown>): Promise<JobWithAttempt[]> {
  const columns = columnsOf(em);
  const { rows } = await sql<Found>`
    select ${namesOf(columns)} from job
    left join attempt as current on current.job_id = job.job_id and current.attempt = job.attempt
    where ${condition}`.execute(em.getKysely());
  return rows.map((row) => converted(row, columns));
}

/**
 * Finds the jobs at the places that a query returns, in its order: in one way to the database and back.
 * @param keeps whether the database keeps the statement, which then must have one plan for all values
 */
export async function findPlacedJobs(
  em: EntityManager,
  places: Expression<JobPlace>,
  keeps: boolean,
): Promise<(JobWithAttempt & { readonly value: string })[]> {
  const columns = columnsOf(em);
  const { rows } = await sql<Found & { value: string }>`${keeps ? prepared : sql``}
    select ${namesOf(columns)}, place.value
    from (select found.*, row_number() over () as number from (${places}) as found) as place
    join job on job.job_id = place.job_id
    left join attempt as current on current.job_id = job.job_id and current.attempt = job.attempt
    order by place.number`.execute(em.getKysely());
  return rows.map((row) => ({ ...converted(row, columns), value: row.value }));
}

/** Column of a row that is found: its name in the row of `job` or `current`, and in what the statement returns. */
interface Column {
  readonly table: 'job' | 'current';
  readonly name: string;
  readonly as: string;
  readonly convert: ((value: string) => unknown) | undefined;
}

function columnsOf(em: EntityManager): Column[] {
  const of = <E extends object>(entity: EntityName<E>, table: Column['table']): Column[] =>
    em.getMetadata(entity).props.map(({ name, columnTypes: [type] }) => {
      return { table, name, as: `${table}.${name}`, convert: conversions[type!] };
    });
  const shown = new Set<string>(SHOWN);
  return [...of(JobEntity, 'job'), ...of(AttemptEntity, 'current').filter(({ name }) => shown.has(name))];
}

/** Returns the columns as text: a fragment for each takes Kysely longer to compile than Postgres takes to find a page. */
const namesOf = (columns: readonly Column[]) =>
  sql.raw(columns.map(({ table, name, as }) => `"${table}"."${name}" as "${as}"`).join(', '));

function converted(row: Found, columns: readonly Column[]): JobWithAttempt {
  const rows: Record<Column['table'], Record<string, unknown>> = { job: {}, current: {} };
  for (const { table, name, as, convert } of columns) {
    const value = row[as];
    rows[table][name] = convert && value !== null ? convert(value as string) : value;
  }
  const hasAttempt = rows.current['progress'] !== null;
  return {
    job: rows.job as unknown as JobRow,
    attempt: hasAttempt ? (rows.current as unknown as ShownAttempt) : undefined,
  };
}
