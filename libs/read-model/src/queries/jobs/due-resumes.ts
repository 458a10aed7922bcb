import type { Job } from '@reprise/job';
import { sql } from 'kysely';
import { fork, type ReadModel } from '../../read-model.ts';

/** Returns the failed jobs that are due for an automatic resume, latest first. Their files may already be gone. */
export async function listDueResumes(readModel: ReadModel, limit: number): Promise<Job[]> {
  const { rows } = await sql<{ readonly state: Job }>`
    select state from job where status = 'failed' and state->'interruption'->>'is_due' = 'true'
    order by completed_at desc limit ${limit}`.execute(fork(readModel).getKysely());
  return rows.map(({ state }) => state);
}
