import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type Expression, type RawBuilder } from 'kysely';
import type { AttemptRow, JobRow } from '../../entities/index.ts';
import { isoTime } from '../../entities/iso-time.ts';
import { prepared } from '../../prepared-statements.ts';

/** Columns of a job that its view is made of. */
const JOB = [
  ...([
    'job_id',
    'state',
    'sample_name',
    'pipeline',
    'queue',
    'priority',
    'status',
    'waiting',
    'pending_action',
  ] as const),
  ...([
    'attempt',
    'created_at',
    'created_by',
    'reason',
    'completed_at',
    'error_message',
    'outputs',
    'last_seq',
  ] as const),
] as const satisfies readonly (keyof JobRow)[];
export type ShownJob = Pick<JobRow, (typeof JOB)[number]>;

/** Columns of its current attempt that a job shows: the others are larger than all of these. */
const ATTEMPT = [
  ...(['progress', 'failure', 'cancel', 'pipeline_revision', 'runner_id', 'process_id', 'started_at'] as const),
] as const satisfies readonly (keyof AttemptRow)[];
export type ShownAttempt = Pick<AttemptRow, (typeof ATTEMPT)[number]>;

/** A job's row, and that of its current attempt once it has one. */
export interface JobWithAttempt {
  readonly job: ShownJob;
  readonly attempt: ShownAttempt | undefined;
}

/**
 * Finds jobs with their current attempts, in no order. One statement: MikroORM's `find` takes three times as long for the
 * same rows, once for each table; rows as JSON take Postgres longer to write than all else.
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
  /** Rows of `job`, each with the value that it is sorted by. */
  readonly jobs: Expression<{ readonly value: string }>;
  /** Order of these rows, by columns of `job`. */
  readonly order: RawBuilder<unknown>;
  /** Whether the database keeps the statement, which then must have one plan for all values. */
  readonly keeps: boolean;
}

/** Finds a page of jobs with their current attempts, in its order: in one way to the database and back. */
export async function findSortedJobs(
  em: EntityManager,
  { jobs, order, keeps }: SortedJobs,
): Promise<(JobWithAttempt & { readonly value: string })[]> {
  const { rows } = await sql<FoundRow & { value: string }>`${keeps ? prepared : sql``}
    select ${shown}, job.value from (${jobs}) as job
    left join attempt as current on current.job_id = job.job_id and current.attempt = job.attempt
    order by ${order}`.execute(em.getKysely());
  return rows.map((row) => ({ ...found(row), value: row.value }));
}

/** As text: a fragment for each column takes Kysely longer to compile than Postgres takes to find a page. */
const shown = sql.raw([...JOB.map((name) => `job.${name}`), ...ATTEMPT.map((name) => `current.${name}`)].join(', '));

/** Row as the driver returns it: numbers of 64 bits and times are texts, and those of an attempt null where there is none. */
interface FoundRow
  extends Omit<ShownJob, 'priority' | 'attempt' | 'last_seq'>, Omit<ShownAttempt, 'progress' | 'process_id'> {
  readonly priority: string;
  readonly attempt: string;
  readonly last_seq: string;
  readonly progress: ShownAttempt['progress'] | null;
  readonly process_id: string | null;
}

function found(row: FoundRow): JobWithAttempt {
  return {
    job: {
      ...{ job_id: row.job_id, state: row.state, sample_name: row.sample_name, pipeline: row.pipeline },
      ...{ queue: row.queue, priority: Number(row.priority), status: row.status, waiting: row.waiting },
      ...{ pending_action: row.pending_action, attempt: Number(row.attempt), created_at: isoTime(row.created_at) },
      ...{ created_by: row.created_by, reason: row.reason, error_message: row.error_message, outputs: row.outputs },
      completed_at: row.completed_at && isoTime(row.completed_at),
      last_seq: Number(row.last_seq),
    },
    attempt: row.progress
      ? {
          ...{ progress: row.progress, failure: row.failure, cancel: row.cancel, runner_id: row.runner_id },
          pipeline_revision: row.pipeline_revision,
          process_id: row.process_id === null ? null : Number(row.process_id),
          started_at: row.started_at && isoTime(row.started_at),
        }
      : undefined,
  };
}
