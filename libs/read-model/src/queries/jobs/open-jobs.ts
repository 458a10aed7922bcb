import type { JobStatus, Params } from '@reprise/contracts';
import { databaseOf } from '../../database.ts';
import { fork, type ReadModel } from '../../read-model.ts';

const OPEN: JobStatus[] = ['pending', 'running', 'paused'];

/** A job that is not over, with its parameters. */
export interface OpenJob {
  readonly job_id: string;
  readonly sample_name: string;
  readonly params: Params;
}

/** Returns the jobs that are not over, the oldest first. */
export async function listOpenJobs(readModel: ReadModel): Promise<OpenJob[]> {
  const rows = await databaseOf(fork(readModel))
    .selectFrom('job')
    .select(['job_id', 'sample_name', 'state'])
    .where('status', 'in', OPEN)
    .orderBy('created_at')
    .execute();
  return rows.map(({ job_id, sample_name, state }) => ({ job_id, sample_name, params: state.params }));
}
