import { anyOf, databaseOf } from '../database.ts';
import { fork, type ReadModel } from '../read-model.ts';
import { matches, type JobFilter } from './job-filter.ts';

/** A job of a choice of many. */
export interface ChosenJob {
  readonly job_id: string;
  readonly sample_name: string;
}

/** Returns the jobs that match a filter, oldest first, and at most so many. */
export const jobsThatMatch = (readModel: ReadModel, filter: JobFilter, limit: number): Promise<ChosenJob[]> =>
  databaseOf(fork(readModel))
    .selectFrom('job')
    .select(['job_id', 'sample_name'])
    .where(matches(filter))
    .orderBy('created_at')
    .orderBy('job_id')
    .limit(limit)
    .execute();

/** Returns the number of jobs that match a filter. */
export async function countJobs(readModel: ReadModel, filter: JobFilter): Promise<number> {
  const { count } = await databaseOf(fork(readModel))
    .selectFrom('job')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where(matches(filter))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Returns the names of jobs by id; a job that is not projected yet is missing. */
export async function sampleNames(readModel: ReadModel, jobIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await databaseOf(fork(readModel))
    .selectFrom('job')
    .select(['job_id', 'sample_name'])
    .where('job_id', '=', anyOf(jobIds, 'uuid'))
    .execute();
  return new Map(rows.map(({ job_id, sample_name }) => [job_id, sample_name]));
}
