import { setImmediate } from 'node:timers/promises';
import { bulkCommandNames, type Action, type BulkCommandName, type JobIds } from '@reprise/contracts';
import { allowedActions, type JobState } from '@reprise/job';
import { sql } from 'kysely';
import { anyOf, databaseOf } from '../../database.ts';
import { fork, type ReadModel } from '../../read-model.ts';
import { jobCondition, type JobFilter } from './job-filter.ts';

/** A job of a bulk selection. */
export interface ChosenJob {
  readonly sample_name: string;
  /** Whether it matches the filter now. */
  readonly matches: boolean;
}

/** Number of jobs whose commands are computed before other requests are served. */
const AT_ONCE = 500;

/**
 * Returns the ids of jobs that match a filter, oldest first, up to a limit, and how many of these jobs allow each
 * command.
 */
export async function idsThatMatch(readModel: ReadModel, filter: JobFilter, limit: number): Promise<JobIds> {
  const rows = await databaseOf(fork(readModel))
    .selectFrom('job')
    .select('job_id')
    // Commands do not depend on the samplesheet, which may have 64 KiB.
    .select(sql<JobState>`state - 'sheet'`.as('state'))
    .where(jobCondition(filter))
    .orderBy('created_at')
    .orderBy('job_id')
    .limit(limit)
    .execute();
  const allowing: JobIds['allowing'] = {};
  for (const [n, { state }] of rows.entries()) {
    if (n % AT_ONCE === AT_ONCE - 1) await setImmediate();
    for (const name of allowedActions(state, 'unknown')) if (isBulk(name)) allowing[name] = (allowing[name] ?? 0) + 1;
  }
  return { job_ids: rows.map(({ job_id }) => job_id), allowing };
}

const isBulk = (name: Action): name is BulkCommandName => (bulkCommandNames as readonly string[]).includes(name);

/** Returns the number of jobs that match a filter. */
export async function countJobs(readModel: ReadModel, filter: JobFilter): Promise<number> {
  const { count } = await databaseOf(fork(readModel))
    .selectFrom('job')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where(jobCondition(filter))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Returns jobs by id. Jobs that are not projected yet are missing. */
export async function readChosen(
  readModel: ReadModel,
  jobIds: readonly string[],
  filter: JobFilter = {},
): Promise<Map<string, ChosenJob>> {
  const rows = await databaseOf(fork(readModel))
    .selectFrom('job')
    .select(['job_id', 'sample_name'])
    .select((job) => jobCondition(filter)(job).as('matches'))
    .where('job_id', '=', anyOf(jobIds, 'uuid'))
    .execute();
  return new Map(
    rows.map(({ job_id, sample_name, ...row }) => [job_id, { sample_name, matches: Boolean(row.matches) }]),
  );
}

/** Returns the names of jobs by id. Jobs that are not projected yet are missing. */
export async function sampleNames(readModel: ReadModel, jobIds: readonly string[]): Promise<Map<string, string>> {
  const jobs = await readChosen(readModel, jobIds);
  return new Map([...jobs].map(([jobId, { sample_name }]) => [jobId, sample_name]));
}
