import type { JobListQuery } from '@reprise/contracts';
import { sql, type RawBuilder, type SqlBool } from 'kysely';

export type JobFilter = Pick<JobListQuery, 'status' | 'cause' | 'pipeline' | 'created_by' | 'q'>;

/** The filter as a condition on `job`. A cause narrows the failed jobs, and only them. */
export function matches({ status, cause, pipeline, created_by, q }: JobFilter): RawBuilder<SqlBool> {
  const conditions = [sql<SqlBool>`true`];
  const wanted = status ?? (cause && ['failed']);
  if (wanted) conditions.push(sql`status = any(${wanted}::text[])`);
  if (cause) conditions.push(sql`(status <> 'failed' or cause = any(${cause}::text[]))`);
  if (pipeline !== undefined) conditions.push(sql`pipeline = ${pipeline}`);
  if (created_by !== undefined) conditions.push(sql`created_by = ${created_by}`);
  if (q) conditions.push(says(q));
  return sql.join(conditions, sql` and `);
}

function says(text: string): RawBuilder<SqlBool> {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const columns = ['sample_name', 'job_id::text', 'created_by', 'error_message'];
  return sql`(${sql.join(
    columns.map((column) => sql`${sql.raw(column)} ilike ${pattern}`),
    sql` or `,
  )})`;
}
