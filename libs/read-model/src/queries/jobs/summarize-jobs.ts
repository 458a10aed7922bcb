import type { JobsSummary } from '@reprise/contracts';
import { sql } from 'kysely';
import { databaseOf } from '../../database.ts';
import { fork, type ReadModel } from '../../read-model.ts';
import { jobCondition, type JobFilter } from './job-filter.ts';

/** Returns the number of jobs by status. Cancelled jobs are counted separately from failed ones. */
export async function summarizeJobs(
  readModel: ReadModel,
  { pipeline, created_by, qc, label, batch, correlation_id, q, named }: Omit<JobFilter, 'status' | 'cause'>,
): Promise<JobsSummary> {
  const rows = await databaseOf(fork(readModel))
    .selectFrom('job')
    .select([
      sql<keyof JobsSummary>`case when cause = 'cancelled' then cause else status end`.as('group'),
      sql<number>`count(*)::int`.as('count'),
    ])
    .where(jobCondition({ pipeline, created_by, qc, label, batch, correlation_id, q, ...(named && { named }) }))
    .groupBy('group')
    .execute();
  const summary: JobsSummary = { total: 0, running: 0, pending: 0, paused: 0, failed: 0, cancelled: 0, completed: 0 };
  for (const { group, count } of rows) {
    summary[group] = count;
    summary.total += count;
  }
  return summary;
}
