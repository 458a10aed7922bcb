import type { FailureView, JobsSummary } from '@reprise/contracts';
import { sql } from 'kysely';
import { databaseOf } from '../../database.ts';
import { fork, type ReadModel } from '../../read-model.ts';
import { jobCondition, type JobFilter } from './job-filter.ts';

type Row = { group: Exclude<keyof JobsSummary, 'total'>; cause: FailureView['cause'] | null; count: number };

/**
 * Returns the number of jobs by status. Cancelled jobs are counted separately from failed ones. Causes restrict only
 * the number of failed jobs, so that each number is that of a list with this status.
 */
export async function summarizeJobs(
  readModel: ReadModel,
  { cause: causes, ...filter }: Omit<JobFilter, 'status'>,
): Promise<JobsSummary> {
  const rows: Row[] = await databaseOf(fork(readModel))
    .selectFrom('job')
    .select([
      sql<Row['group']>`case when cause = 'cancelled' then cause else status end`.as('group'),
      'cause',
      sql<number>`count(*)::int`.as('count'),
    ])
    .where(jobCondition(filter))
    .groupBy(['group', 'cause'])
    .execute();
  const summary: JobsSummary = { total: 0, running: 0, pending: 0, paused: 0, failed: 0, cancelled: 0, completed: 0 };
  for (const { group, cause, count } of rows) {
    if (group !== 'failed' || !causes || (cause && causes.includes(cause))) summary[group] += count;
    summary.total += count;
  }
  return summary;
}
