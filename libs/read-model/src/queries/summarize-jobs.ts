import type { JobsSummary } from '@reprise/contracts';
import { sql } from 'kysely';
import { fork, type ReadModel } from '../read-model.ts';
import { matches, type JobFilter } from './job-filter.ts';

/** How many jobs there are of each status. Cancelled ones count as such, and not as failed. */
export async function summarizeJobs(
  readModel: ReadModel,
  { pipeline, created_by, q }: Omit<JobFilter, 'status' | 'cause'>,
): Promise<JobsSummary> {
  const { rows } = await sql<{ group: keyof JobsSummary; count: string }>`
    select case when cause = 'cancelled' then cause else status end as group, count(*) as count
    from job where ${matches({ pipeline, created_by, q })} group by 1`.execute(fork(readModel).getKysely());
  const summary: JobsSummary = { total: 0, running: 0, pending: 0, paused: 0, failed: 0, cancelled: 0, completed: 0 };
  for (const { group, count } of rows) {
    summary[group] = Number(count);
    summary.total += Number(count);
  }
  return summary;
}
