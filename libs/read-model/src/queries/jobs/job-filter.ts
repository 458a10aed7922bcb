import { BulkFilter, parseLabel, userActor, userOfActor } from '@reprise/contracts';
import { sql, type Expression, type ExpressionBuilder, type ExpressionWrapper, type SqlBool } from 'kysely';
import { anyOf, type Database } from '../../database.ts';
import { GROUP_IDS, GROUP_NAMES } from '../../entities/membership.ts';
import { attemptConditions } from './attempt-filter.ts';

export interface JobFilter extends BulkFilter {
  /** Ids of users whose name contains `q`. Their jobs match too, because job tables do not contain names. */
  readonly named?: readonly string[];
}

const FIELDS = Object.keys(BulkFilter.shape) as (keyof BulkFilter)[];

/** Whether a filter matches every job. */
export const isEmpty = (filter: JobFilter): boolean =>
  FIELDS.every((name) => filter[name] === undefined || filter[name] === '');

type Jobs = ExpressionBuilder<Database, 'job'>;
type Condition = ExpressionWrapper<Database, 'job', SqlBool>;

/** Returns the filter as a condition on `job`. A cause restricts only failed jobs. */
export const jobCondition =
  (filter: JobFilter) =>
  (job: Jobs): Condition => {
    const { status, cause, pipeline, queue, created_by, qc, label, correlation_id, q, named = [] } = filter;
    const conditions: Expression<SqlBool>[] = [];
    const wanted = status ?? (cause && ['failed' as const]);
    if (wanted) conditions.push(job('status', '=', anyOf(wanted, 'text')));
    if (cause) conditions.push(job.or([job('status', '<>', 'failed'), job('cause', '=', anyOf(cause, 'text'))]));
    if (pipeline !== undefined) conditions.push(job('pipeline', '=', pipeline));
    if (queue !== undefined) conditions.push(job('queue', '=', queue));
    if (created_by !== undefined) conditions.push(by(job, created_by));
    if (qc) conditions.push(job('qc', '=', anyOf(qc, 'text')));
    for (const text of label ?? []) conditions.push(labelled(text));
    for (const [name, column] of GROUP_IDS)
      if (filter[name] !== undefined) conditions.push(job(column, '=', filter[name]));
    if (correlation_id !== undefined) conditions.push(submittedUnder(correlation_id));
    if (filter.from !== undefined) conditions.push(sql<SqlBool>`job.created_at >= ${filter.from}::timestamptz`);
    if (filter.to !== undefined) conditions.push(sql<SqlBool>`job.created_at <= ${filter.to}::timestamptz`);
    conditions.push(...attemptConditions(filter));
    if (q) conditions.push(contains(job, q, named));
    return job.and(conditions);
  };

/** A user's jobs include those submitted with the user's tokens. */
function by(job: Jobs, actor: string): Condition {
  const own = job('created_by', '=', actor);
  const ids = userOfActor(actor);
  if (!ids || ids.tokenId !== undefined) return own;
  return job.or([own, sql<SqlBool>`starts_with(created_by, ${`${actor}/token:`})`]);
}

/** The index `job_labels` covers this operator. */
function labelled(text: string) {
  const [key, value] = parseLabel(text) ?? [text, ''];
  return sql<SqlBool>`job.labels @> ${JSON.stringify({ [key]: value })}::jsonb`;
}

/** The condition on `kind` is needed to use the index `audit_correlation`. */
const submittedUnder = (correlationId: string) =>
  sql<SqlBool>`job_id in (select made.job_id from audit made
    where made.correlation_id = ${correlationId} and made.kind is distinct from 'task' and made.type = 'submitted')`;

/**
 * The index `job_words` covers the first four columns, another one the names of groups. The text of a whole label finds
 * the jobs that have it.
 */
function contains(job: Jobs, text: string, named: readonly string[]): Condition {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return job.or([
    job('sample_name', 'ilike', pattern),
    job(sql<string>`job_id::text`, 'ilike', pattern),
    job('created_by', 'ilike', pattern),
    job('error_message', 'ilike', pattern),
    ...GROUP_NAMES.map((column) => job(column, 'ilike', pattern)),
    ...(parseLabel(text) ? [labelled(text)] : []),
    ...named.map((userId) => job('created_by', 'ilike', `${userActor({ userId })}%`)),
  ]);
}
