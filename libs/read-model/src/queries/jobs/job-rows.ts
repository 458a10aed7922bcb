import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type Expression, type RawBuilder } from 'kysely';
import type { AttemptRow, JobRow } from '../../entities/index.ts';
import { isoTime } from '../../entities/iso-time.ts';
import { prepared } from '../../prepared-statements.ts';

/** Columns of a job for its view. */
const JOB = [
  'job_id',
  'state',
  'sample_name',
  'pipeline',
  'queue',
  'priority',
  'status',
  'waiting',
  'pending_action',
  'attempt',
  'created_at',
  'created_by',
  'reason',
  'completed_at',
  'error_message',
  'outputs',
  'last_seq',
] as const satisfies readonly (keyof JobRow)[];
export type ShownJob = Pick<JobRow, (typeof JOB)[number]>;

/**
 * Columns of the current attempt for a job's view: the others are larger than all of these. Names differ from the
 * job's.
 */
const ATTEMPT = [
  'progress',
  'failure',
  'cancel',
  'pipeline_revision',
  'runner_id',
  'process_id',
  'started_at',
] as const satisfies readonly Exclude<keyof AttemptRow, keyof ShownJob>[];
export type ShownAttempt = Pick<AttemptRow, (typeof ATTEMPT)[number]>;

/** A job's row, and its current attempt's once it has one. */
export interface JobWithAttempt {
  readonly job: ShownJob;
  readonly attempt: ShownAttempt | undefined;
}

/**
 * Finds jobs with their current attempts, in no particular order. One statement: MikroORM's `find` takes three times as
 * long for the same rows, one query per table; Postgres is slow to build rows as JSON.
 * @param condition on `job`
 */
export async function findJobs(em: EntityManager, condition: RawBuilder<unknown>): Promise<JobWithAttempt[]> {
  const { rows } = await sql<FoundRow>`
    select ${shown} from job
    left join attempt as current on current.job_id = job.job_id and current.attempt = job.attempt
    where ${condition}`.execute(em.getKysely());
  return rows.map(found);
}

/** Query for a page of a sorted list. */
export interface SortedJobs {
  /** Rows of `job`, each with its sort value. */
  readonly jobs: Expression<{ readonly value: string }>;
  /** Order of these rows, by columns of `job`. */
  readonly order: RawBuilder<unknown>;
  /** Whether the statement is prepared, which requires one plan for all values. */
  readonly isPrepared: boolean;
}

/** Finds a page of jobs with their current attempts, in order, in one round trip. */
export async function findSortedJobs(
  em: EntityManager,
  { jobs, order, isPrepared }: SortedJobs,
): Promise<(JobWithAttempt & { readonly value: string })[]> {
  const { rows } = await sql<FoundRow & { value: string }>`${isPrepared ? prepared : sql``}
    select ${shown}, job.value from (${jobs}) as job
    left join attempt as current on current.job_id = job.job_id and current.attempt = job.attempt
    order by ${order}`.execute(em.getKysely());
  return rows.map((row) => ({ ...found(row), value: row.value }));
}

/** A string: Kysely takes longer to compile a fragment per column than Postgres to find a page. */
const shown = sql.raw([...JOB.map((name) => `job.${name}`), ...ATTEMPT.map((name) => `current.${name}`)].join(', '));

/** Columns as returned by the driver: 64-bit numbers and times are strings. */
type Driven<Row> = {
  readonly [K in keyof Row]: Extract<Row[K], number> extends never ? Row[K] : Exclude<Row[K], number> | string;
};
/** Columns of the attempt are null if there is none. */
type FoundRow = Driven<ShownJob> & { readonly [K in keyof ShownAttempt]: Driven<ShownAttempt>[K] | null };

function found(row: FoundRow): JobWithAttempt {
  return {
    job: {
      job_id: row.job_id,
      state: row.state,
      sample_name: row.sample_name,
      pipeline: row.pipeline,
      queue: row.queue,
      priority: Number(row.priority),
      status: row.status,
      waiting: row.waiting,
      pending_action: row.pending_action,
      attempt: Number(row.attempt),
      created_at: isoTime(row.created_at),
      created_by: row.created_by,
      reason: row.reason,
      error_message: row.error_message,
      outputs: row.outputs,
      completed_at: row.completed_at && isoTime(row.completed_at),
      last_seq: Number(row.last_seq),
    },
    attempt: row.progress
      ? {
          progress: row.progress,
          failure: row.failure,
          cancel: row.cancel,
          runner_id: row.runner_id,
          pipeline_revision: row.pipeline_revision,
          process_id: row.process_id === null ? null : Number(row.process_id),
          started_at: row.started_at && isoTime(row.started_at),
        }
      : undefined,
  };
}
